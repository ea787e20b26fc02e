export { type Account, type Ledger, type LedgerSource, readLedger, reclaim } from './ledger.ts'
