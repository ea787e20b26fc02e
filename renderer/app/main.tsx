import './styles.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Toast } from '@base-ui/react/toast'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connection } from '../lib/connection.ts'
import { watchEngines } from '../lib/engines.ts'
import { giveNonce, nonce } from '../lib/nonce.ts'
import { watchSettings } from '../lib/settings.ts'
import { followTheme } from '../lib/theme.ts'
import { toasts } from '../lib/toasts.ts'
import { redeemLink } from './redeem-link.ts'
import { router } from './router.tsx'
import { SignInGate } from './sign-in-gate.tsx'
import { Toaster } from './toaster.tsx'

giveNonce()
followTheme()
const link = redeemLink()
void link.finally(connection.connect)
watchSettings()
watchEngines()

// The host pushes what changes; a query is asked again only when its page says so.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <CSPProvider nonce={nonce()}>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={400}>
          <Toast.Provider toastManager={toasts} limit={5}>
            <SignInGate link={link}>
              <RouterProvider router={router} />
            </SignInGate>
            <Toaster />
          </Toast.Provider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
