import messages from './operations/messages.graphql?raw';
import messageGroups from './operations/messageGroups.graphql?raw';
import newConversation from './operations/newConversation.graphql?raw';
import newMessage from './operations/newMessage.graphql?raw';
import messagesAfter from './operations/messagesAfter.graphql?raw';
import markRead from './operations/markRead.graphql?raw';
import people from './operations/people.graphql?raw';
import onCreateMessage from './operations/onCreateMessage.graphql?raw';
import onMarkRead from './operations/onMarkRead.graphql?raw';

/** What variables are made of. */
interface Given {
  readonly messageGroupUuid: string;
  readonly handle: string;
  readonly clientToken: string;
}

/** An operation that can be run as it is. */
interface ReadyMadeOperation {
  readonly title: string;
  readonly about: string;
  readonly query: string;
  readonly variables: (given: Given) => Record<string, unknown>;
}

const text = 'Hello from the explorer';

/** Each access pattern of the data model, and what goes with them. */
export const readyMade: readonly ReadyMadeOperation[] = [
  {
    title: 'B: conversations',
    about: 'Your inbox, the conversation with the newest message first.',
    query: messageGroups,
    variables: () => ({ limit: 20 }),
  },
  {
    title: 'A: messages of a conversation',
    about: 'Newest first; nextToken goes on towards older ones.',
    query: messages,
    variables: ({ messageGroupUuid }) => ({ messageGroupUuid, limit: 20 }),
  },
  {
    title: 'C: first message to a person',
    about: 'By handle, whether or not you have a conversation.',
    query: newConversation,
    variables: ({ handle, clientToken }) => ({
      input: { recipientHandle: handle, message: text, clientToken },
    }),
  },
  {
    title: 'D: message into a conversation',
    about: 'One transaction: the message and both rows.',
    query: newMessage,
    variables: ({ messageGroupUuid, clientToken }) => ({
      input: { messageGroupUuid, message: text, clientToken },
    }),
  },
  {
    title: 'Live: new messages',
    about: 'To you or from you. Send one from another tab.',
    query: onCreateMessage,
    variables: () => ({}),
  },
  {
    title: 'Live: read markers',
    about: 'What your other devices have marked as read.',
    query: onMarkRead,
    variables: () => ({}),
  },
  {
    title: 'Catch up',
    about: 'What came after a message, oldest first.',
    query: messagesAfter,
    variables: ({ messageGroupUuid }) => ({ messageGroupUuid, after: null, limit: 20 }),
  },
  {
    title: 'Mark as read',
    about: 'Up to and including one message.',
    query: markRead,
    variables: ({ messageGroupUuid }) => ({ messageGroupUuid, upTo: '' }),
  },
  {
    title: 'People',
    about: 'You, and the person behind a handle.',
    query: people,
    variables: ({ handle }) => ({ handle }),
  },
];
