import { moderatorsGroup } from '../../../resolvers/moderators.js';

/** A person who exists after the first start of the host. */
export interface DemoUser {
  readonly handle: string;
  readonly displayName: string;
  /** The name that they sign in with. */
  readonly email: string;
  /** Fits the password policy. It is public: the host is for development. */
  readonly password: string;
  /** The user pool's groups that they are in. */
  readonly groups?: readonly string[];
}

const demoUser = (handle: string, displayName: string): DemoUser => ({
  handle,
  displayName,
  email: `${handle}@example.com`,
  password: 'Lantern-Hut-1931',
});

/** Noor has not written yet: her inbox is empty. */
export const demoUsers: readonly DemoUser[] = [
  demoUser('mira', 'Mira Lindqvist'),
  demoUser('jonas', 'Jonas Okafor'),
  demoUser('priya', 'Priya Raman'),
  demoUser('tomas', 'Tomás Vega'),
  demoUser('noor', 'Noor Haddad'),
  // Writes to Noor, who reports it to Lena.
  demoUser('dex', 'Dex Deals'),
  { ...demoUser('lena', 'Lena Brandt'), groups: [moderatorsGroup] },
];
