import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Amplify } from 'aws-amplify';
import { loadConfig } from './config';
import { Session } from './session';
import { SessionProvider } from './SessionProvider';
import { App } from './ui/App';
import { applyTheme } from './ui/shell/theme';
import { StartFailed } from './ui/shell/StartFailed';
import './styles/index.css';

applyTheme();
const root = createRoot(document.getElementById('root')!);

async function start(): Promise<void> {
  try {
    const config = await loadConfig();
    Amplify.configure(config.amplify);
    const session = new Session(config);
    session.start();
    root.render(
      <StrictMode>
        <SessionProvider session={session}>
          <App />
        </SessionProvider>
      </StrictMode>,
    );
  } catch (error) {
    root.render(<StartFailed error={error} onRetry={() => void start()} />);
  }
}

void start();
