import { mutations } from '../../../lib/mutations.js';

/** The operations of the seed, by their fields. */
export const operations = {
  ...mutations,
  me: '{ me { uuid } }',
  myReports: '{ myReports(limit: 1) { items { uuid } } }',
  reportMessage: `mutation ReportMessage($input: ReportMessageInput!) {
    reportMessage(input: $input) { uuid }
  }`,
  messagesAfter: `query MessagesAfter($messageGroupUuid: ID!, $nextToken: String) {
    messagesAfter(messageGroupUuid: $messageGroupUuid, limit: 100, nextToken: $nextToken) {
      items { uuid userUuid message editedAt deletedAt } nextToken
    }
  }`,
} as const;
