import { useSession } from '../../SessionProvider';

/**
 * What is said once a code has been asked for.
 * @param sent what a deployment says; a development host says where the code is
 */
export function useMailNote(sent: string): string {
  const { demoUsers } = useSession().config;
  return demoUsers.length > 0
    ? 'This development host sends no mail: the code is in its log.'
    : sent;
}
