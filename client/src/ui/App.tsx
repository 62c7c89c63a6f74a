import type { ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { MessagingProvider } from '../messaging';
import { useSessionState } from '../SessionProvider';
import { ConfirmPage } from './auth/ConfirmPage';
import { NewPasswordPage } from './auth/NewPasswordPage';
import { SecurityPage } from './auth/SecurityPage';
import { SignInPage } from './auth/SignInPage';
import { SignUpPage } from './auth/SignUpPage';
import { MessageGroupPage } from './messages/MessageGroupPage';
import { MessageGroupsPage } from './messages/MessageGroupsPage';
import { NewMessagePage } from './messages/NewMessagePage';
import { Shell } from './shell/Shell';
import { Loading, NotFound, Unreachable } from './shell/States';

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
        // Nothing on the page outlives a change of person.
        <MessagingProvider key={state.messaging.userUuid} messaging={state.messaging}>
          <Switch>
            <Route path="/messages/*?">
              <Shell>
                <Switch>
                  <Route path="/messages" component={MessageGroupsPage} />
                  <Route path="/messages/new" component={NewMessagePage} />
                  {/* One page: what one writes in goes on when the one becomes the other. */}
                  <Route path="/messages/new/:handle">
                    {({ handle }) => <MessageGroupPage handle={handle} />}
                  </Route>
                  <Route path="/messages/:uuid">
                    {({ uuid }) => <MessageGroupPage uuid={uuid} />}
                  </Route>
                </Switch>
              </Shell>
            </Route>
            <Route path="/security" component={SecurityPage} />
            <Route path="/sign-in/*?">
              <Redirect to={wanted()} replace />
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

/** Where somebody wanted to go before they had to sign in: a page of this client, nowhere else. */
function wanted(): string {
  const next = new URLSearchParams(window.location.search).get('next') ?? '';
  return /^\/messages(\/[^/\\]|$)/.test(next) ? next : '/messages';
}
