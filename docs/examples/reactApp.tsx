import { QueryClient } from '@tanstack/react-query';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { getCurrentUser } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { Messaging, MessagingProvider, useInbox } from '../../client/src/messaging';
Amplify.configure((await (await fetch('/config.json')).json()).amplify);
const { userId: userUuid } = await getCurrentUser(); // the user has signed in with Amplify
const [client, queryClient] = [generateClient({ authMode: 'userPool' }), new QueryClient()];
const messaging = new Messaging({ client, hub: Hub, userUuid, queryClient });
function Inbox() {
  const { rows } = useInbox(); // moves as messages arrive
  return rows.map((row) => <p key={row.uuid}>{row.lastMessage}</p>);
}
export const App = () => <MessagingProvider messaging={messaging} children={<Inbox />} />;
