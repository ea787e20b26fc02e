export { portHolder } from './port-holder.ts'
