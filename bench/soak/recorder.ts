import type { Answer, NetworkWatch } from '../../test/client/support/network.js';
import type { MessageChange } from '../../client/src/messaging/messageChange.js';
import type { ChangeAttempt, History, MarkAttempt, Push, SendAttempt } from './history.js';

/** An answer that leaves open whether the request was carried out. */
const UNKNOWN = 'Unavailable';

type Field = Readonly<Record<string, string | null | undefined>>;
type Tried = Pick<SendAttempt, 'by' | 'startedAt' | 'endedAt' | 'refused' | 'unknown'>;

/** Writes down what goes over the network of each person. */
export class Recorder implements History {
  readonly sends: SendAttempt[] = [];
  readonly changes: ChangeAttempt[] = [];
  readonly marks: MarkAttempt[] = [];
  readonly pushes: Push[] = [];
  readonly closed: string[] = [];
  /** How often each `errorType` was answered, to whatever was asked. */
  readonly errors = new Map<string, number>();

  watch(person: string): NetworkWatch {
    return {
      asked: (query, variables) => {
        const startedAt = Date.now();
        return (answer) => this.#answered(person, query, variables, startedAt, answer);
      },
      pushed: (data) => {
        for (const [topic, payload] of Object.entries(data as Record<string, Field>)) {
          this.#reached(person, topic, payload);
        }
      },
      closed: (code, reason) =>
        void this.closed.push(`The socket of ${person} was closed: ${code} ${reason}`),
    };
  }

  #answered(
    by: string,
    query: string,
    variables: object,
    startedAt: number,
    answer: Answer | undefined,
  ): void {
    const type = errorTypeOf(answer);
    if (type !== undefined) this.errors.set(type, (this.errors.get(type) ?? 0) + 1);
    const data = (answer?.data ?? {}) as Record<string, (Field & { items?: Field[] }) | null>;
    if (!/^\s*mutation/.test(query)) {
      for (const [name, page] of Object.entries(data)) {
        for (const item of page?.items ?? []) this.#reached(by, name, item);
      }
      return;
    }
    const [, name = ''] = /\{\s*(\w+)/.exec(query) ?? [];
    const isUnknown = answer === undefined || type === UNKNOWN;
    const tried: Tried = {
      by,
      startedAt,
      endedAt: Date.now(),
      ...(isUnknown && { unknown: true }),
      ...(type !== undefined && !isUnknown && { refused: type }),
    };
    this.#record(name, tried, variables, data[name] ?? {});
  }

  /** A row is its owner's alone; anything else is for both people of a conversation. */
  #reached(to: string, topic: string, { userUuid = null, recipientUuid, uuid }: Field): void {
    const isRow = uuid?.includes('_');
    this.pushes.push({
      to,
      topic,
      parties: isRow ? [userUuid] : [userUuid, recipientUuid ?? null],
    });
  }

  #record(name: string, tried: Tried, variables: object, data: Field): void {
    const { input = {} } = variables as { input?: Field };
    const group = groupOf(tried.by, input, variables as Field);
    if (name === 'createMessage') {
      const { clientToken, message } = input as { clientToken: string; message: string };
      const { uuid } = data as { uuid?: string };
      this.sends.push({ ...tried, group, clientToken, text: message, ...(uuid && { uuid }) });
    } else if (name === 'markMessageGroupRead') {
      const { upTo } = variables as { upTo: string };
      const { readUpTo } = data as { readUpTo?: string };
      this.marks.push({ ...tried, group, upTo, ...(readUpTo && { readUpTo }) });
    } else {
      const change = changeOf(name, input);
      if (!change) return;
      const { changeUuid } = data as { changeUuid?: string };
      const uuid = input.uuid!;
      this.changes.push({ ...tried, group, uuid, change, ...(changeUuid && { changeUuid }) });
    }
  }
}

const errorTypeOf = (answer: Answer | undefined): string | undefined => {
  const [error] = (answer?.errors ?? []) as { errorType?: string | null; message: string }[];
  return error && (error.errorType ?? error.message);
};

function groupOf(by: string, input: Field, variables: Field): string {
  const { messageGroupUuid, recipientUuid } = input;
  const named = messageGroupUuid ?? variables.messageGroupUuid;
  return named ?? [by, recipientUuid!].toSorted().join('_');
}

function changeOf(name: string, input: Field): MessageChange | undefined {
  if (name === 'updateMessage') return { type: 'edit', text: input.message! };
  if (name === 'deleteMessage') return { type: 'unsend' };
  if (name === 'setReaction') return { type: 'react', emoji: input.emoji ?? null };
  return undefined;
}
