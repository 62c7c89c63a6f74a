import { useEffect, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { MessagingProvider, useInbox } from '../messaging';
import { useSessionState } from '../SessionProvider';
import { SignInPage } from './auth/SignInPage';
import { MessageGroupsPage } from './messages/MessageGroupsPage';
import { NotFoundPane } from './messages/NotFoundPane';
import { Moderation } from './moderation/Moderation';
import { lazyPage } from './shell/lazyPage';
import { Shell } from './shell/Shell';
import { Loading, NotFound, PaneLoading, Unreachable } from './shell/States';

const MessageGroupPage = lazyPage(() => import('./messages/MessageGroupPage'), <PaneLoading />);
const NewMessagePage = lazyPage(() => import('./messages/NewMessagePage'));
const SignUpPage = lazyPage(() => import('./auth/SignUpPage'));
const ConfirmPage = lazyPage(() => import('./auth/ConfirmPage'));
const NewPasswordPage = lazyPage(() => import('./auth/NewPasswordPage'));
const SecurityPage = lazyPage(() => import('./auth/SecurityPage'));
const MyReportsPage = lazyPage(() => import('./moderation/MyReportsPage'));
const SettingsPage = lazyPage(() => import('./settings/SettingsPage'));
const DeleteAccountPage = lazyPage(() => import('./settings/DeleteAccountPage'));

// The address asks for a conversation: its page comes beside the first load, not after it.
if (/^\/messages\/./.test(window.location.pathname)) MessageGroupPage.preload();

/** Every page and its address. */
export function App(): ReactNode {
  const state = useSessionState();
  switch (state.kind) {
    case 'unknown':
      return <Loading />;
    case 'unreachable':
      return <Unreachable />;
    case 'signed out':
      return <SignedOut />;
    case 'signed in':
      return (
        // The whole page is made again when another user signs in.
        <MessagingProvider key={state.messaging.userUuid} messaging={state.messaging}>
          <Switch>
            <Route path="/messages/*?">
              <Shell>
                <WarmUp />
                <Switch>
                  <Route path="/messages" component={MessageGroupsPage} />
                  <Route path="/messages/requests" component={MessageGroupsPage} />
                  <Route path="/messages/archive" component={MessageGroupsPage} />
                  <Route path="/messages/new" component={NewMessagePage} />
                  {/* One page: the field stays when the one address becomes the other. */}
                  <Route path="/messages/new/:handle">
                    {({ handle }) => <MessageGroupPage handle={handle} />}
                  </Route>
                  <Route path="/messages/:uuid">
                    {({ uuid }) => <MessageGroupPage uuid={uuid} />}
                  </Route>
                  <Route>
                    <NotFoundPane text="There is no page at this address." />
                  </Route>
                </Switch>
              </Shell>
            </Route>
            <Route path="/security" component={SecurityPage} />
            <Route path="/reports" component={MyReportsPage} />
            <Route path="/moderation/*?" component={Moderation} />
            <Route path="/settings" component={SettingsPage} />
            <Route path="/settings/delete-account" component={DeleteAccountPage} />
            <Route path="/sign-in/*?">
              <Redirect to={requestedPage()} replace />
            </Route>
            <Route path="/">
              <Redirect to="/messages" replace />
            </Route>
            <Route component={NotFound} />
          </Switch>
        </MessagingProvider>
      );
  }
}

/** Once the inbox is shown, a conversation opens without a wait. */
function WarmUp(): null {
  const isShown = useInbox().status !== 'loading';
  useEffect(() => {
    if (!isShown) return undefined;
    // A task of its own: not before the inbox is painted.
    const timer = setTimeout(MessageGroupPage.preload);
    return () => clearTimeout(timer);
  }, [isShown]);
  return null;
}

function SignedOut(): ReactNode {
  const [location] = useLocation();
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-in/new" component={SignUpPage} />
      <Route path="/sign-in/confirm" component={ConfirmPage} />
      <Route path="/sign-in/password" component={NewPasswordPage} />
      <Route>
        <Redirect to={`/sign-in?next=${encodeURIComponent(location)}`} replace />
      </Route>
    </Switch>
  );
}

/** The page that the user asked for before the sign-in: only pages of this client. */
function requestedPage(): string {
  const next = new URLSearchParams(window.location.search).get('next') ?? '';
  return /^\/(messages|moderation|reports|settings)(\/[^/\\]|$)/.test(next) ? next : '/messages';
}
