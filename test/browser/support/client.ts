import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { messageGroupUuidOf } from '../../../client/src/messaging/messageGroupUuid.js';
import type { Person } from './host.js';
import { openPage, type OpenPage } from './page.js';

/** A message as it is shown in the conversation. */
export interface Shown {
  readonly uuid: string;
  readonly text: string;
}

/** A user at the client, in a browser context of their own. */
export class Client {
  readonly page: Page;
  readonly person: Person;
  readonly complaints: readonly string[];

  private constructor(page: Page, person: Person, complaints: readonly string[]) {
    this.page = page;
    this.person = person;
    this.complaints = complaints;
  }

  /** Opens the client at its first page and signs in by the form. */
  static async signIn(
    browser: Browser,
    origin: string,
    person: Person,
    options: BrowserContextOptions & { prepare?: (page: Page) => Promise<void> } = {},
  ): Promise<Client> {
    const { prepare, ...contextOptions } = options;
    const opened = await openPage(browser, contextOptions);
    await prepare?.(opened.page);
    return Client.signInAt(opened, origin, person);
  }

  /** The same in a page that is open already. */
  static async signInAt(
    { page, complaints }: OpenPage,
    origin: string,
    person: Person,
  ): Promise<Client> {
    await page.goto(origin);
    await page.getByLabel('E-mail').fill(person.username);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const client = new Client(page, person, complaints);
    await client.live();
    return client;
  }

  /** Resolves once what is written now arrives now. */
  live(): Promise<void> {
    return this.page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
  }

  groupWith(other: Person): string {
    return messageGroupUuidOf(this.person.uuid, other.uuid);
  }

  /** The inbox's row of a conversation. */
  row(other: Person): Locator {
    return this.page.locator(`.inbox-row[data-group="${this.groupWith(other)}"]`);
  }

  /** The conversation's messages that are rendered. */
  get messages(): Locator {
    return this.page.locator('.message');
  }

  get field(): Locator {
    return this.page.locator('#message');
  }

  /** The link to the message requests, which is there while there are any. */
  get requests(): Locator {
    return this.page.locator('.requests-link');
  }

  /** Goes to the conversation with a person by the inbox; accepts it where it is a request. */
  async open(other: Person): Promise<void> {
    await this.row(other).or(this.requests).first().waitFor();
    if (!(await this.row(other).isVisible())) await this.openRequest(other, 'Accept');
    else await this.row(other).click();
    await this.field.waitFor();
  }

  /** Goes to the request of a person by the list of requests, and presses a button there. */
  async openRequest(other: Person, button?: 'Accept' | 'Delete' | 'Block'): Promise<void> {
    await this.requests.click();
    await this.row(other).click();
    const bar = this.page.getByRole('region', { name: 'Message request' });
    await bar.waitFor();
    if (!button) return;
    await bar.getByRole('button', { name: button, exact: true }).click();
    await bar.waitFor({ state: 'detached' });
  }

  /** Chooses from the menu of the open conversation. */
  async choose(action: string): Promise<void> {
    await this.page.getByLabel('Conversation options').click();
    await this.page
      .locator('.pane-head')
      .getByRole('button', { name: action, exact: true })
      .click();
  }

  /** Goes to the conversation with a person by their handle. */
  async find(other: Person): Promise<void> {
    await this.page.getByRole('link', { name: 'New message' }).first().click();
    await this.page.getByLabel('Handle of the person').fill(`@${other.handle}`);
    await this.page.getByRole('button', { name: 'Find' }).click();
    await this.page.getByRole('button', { name: other.displayName }).click();
    await this.field.waitFor();
  }

  /** Writes and sends; does not wait for what becomes of it. */
  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Accepts the request of a person, which is stored, as another device would. */
  accept(other: Person): Promise<void> {
    const query = `mutation ($uuid: ID!) { updateMessageGroup(input: { uuid: $uuid, folder: INBOX }) {
      uuid userUuid otherUserUuid otherUserDisplayName otherUserHandle folder blocked muted
      lastMessage lastMessageMine lastMessageAt lastMessageUuid unreadCount readUpTo clearedUpTo } }`;
    return this.#request(query, { uuid: this.groupWith(other) });
  }

  /** Sends messages by requests of its own, one after the other, as another device would. */
  async post(other: Person, texts: readonly string[]): Promise<void> {
    const query = `mutation ($input: CreateMessageInput!) { createMessage(input: $input) {
      uuid messageGroupUuid userUuid displayName handle recipientUuid recipientDisplayName
      recipientHandle message createdAt } }`;
    for (const message of texts) {
      await this.#request(query, { input: { recipientUuid: other.uuid, message } });
    }
  }

  /** A request with the page's own session, past the client's code. */
  #request(query: string, variables: Record<string, unknown>): Promise<void> {
    return this.page.evaluate(
      async (body) => {
        const token = Object.entries(localStorage).find(([key]) => key.endsWith('.accessToken'))!;
        const config = (await (await fetch('/config.json')).json()) as {
          amplify: { API: { GraphQL: { endpoint: string } } };
        };
        const answer = await fetch(config.amplify.API.GraphQL.endpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: token[1] },
          body: JSON.stringify(body),
        });
        const { errors } = (await answer.json()) as { errors?: unknown };
        if (errors) throw new Error(JSON.stringify(errors));
      },
      { query, variables },
    );
  }

  /** The rendered message with a text, in a state. */
  message(text: string, state?: 'sent' | 'sending' | 'waiting' | 'failed'): Locator {
    const inState = state ? this.page.locator(`.message[data-state="${state}"]`) : this.messages;
    // Not a quote of the text.
    const ofMessage = this.page.locator('.message-text, .message-text *');
    return inState.filter({ has: this.page.getByText(text, { exact: true }).and(ofMessage) });
  }

  /** Reads the whole conversation that is loaded, by scrolling through it. */
  async readThrough(): Promise<Shown[]> {
    return this.page.locator('.feed').evaluate(async (feed) => {
      const shown = new Map<string, { uuid: string; text: string }>();
      const order: string[] = [];
      const look = (): void => {
        const seen = [...feed.querySelectorAll<HTMLElement>('.message[data-uuid]')]
          .map((element) => ({
            uuid: element.dataset.uuid!,
            // A message whose text is gone has none.
            text: element.querySelector('.message-text')?.textContent ?? '',
            top: element.getBoundingClientRect().top,
          }))
          .sort((one, other) => one.top - other.top);
        for (const { uuid, text } of seen) {
          if (!shown.has(uuid)) order.push(uuid);
          shown.set(uuid, { uuid, text });
        }
      };
      const painted = (): Promise<void> =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
        );
      const { dataset } = feed as HTMLElement;
      do {
        feed.scrollTop = 0;
        await painted();
      } while (dataset.hasOlder === 'true' || feed.scrollTop > 0);
      for (;;) {
        look();
        const end = feed.scrollHeight - feed.clientHeight;
        if (feed.scrollTop >= end - 1 && dataset.hasNewer === 'false') break;
        feed.scrollTop += feed.clientHeight * 0.6;
        await painted();
      }
      return order.map((uuid) => shown.get(uuid)!);
    });
  }
}

/** Where a host's client is opened. */
export const originOf = (host: { readonly url: string }): string =>
  host.url.replace('127.0.0.1', 'localhost');
