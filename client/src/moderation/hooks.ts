import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  DecideReportDocument,
  MyReportsDocument,
  RemoveReportedMessageDocument,
  ReportCaseDocument,
  ReportsDocument,
} from '../generated/moderation';
import { useMessaging } from '../messaging';
import { loadStatus, type LoadStatus } from '../messaging/hooks';
import { queryDefaults } from '../messaging/queryDefaults';
import type { Page } from '../messaging/types';
import type { Decision, ListedCase, MyReport, ReportState } from './types';

const PAGE = 50;

/** Nothing about reports is pushed: they are read again on the way back to the page. */
const fresh = { ...queryDefaults, staleTime: 0, refetchOnWindowFocus: true } as const;

/** Milliseconds between two looks at the queue while it is on the screen. */
const LOOK_AGAIN = 60_000;

export interface ListView<Item> {
  readonly status: LoadStatus;
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
}

/** The moderators' reports of a state, the oldest first. */
export function useReports(state: ReportState): ListView<ListedCase> {
  const { api, keys } = useMessaging();
  return usePages([...keys.reports, state], LOOK_AGAIN, async (nextToken) => {
    const variables = { state, limit: PAGE, nextToken };
    return (await api.request(ReportsDocument, variables)).reports;
  });
}

/** What the user has reported, the newest message first. */
export function useMyReports(): ListView<MyReport> {
  const { api, keys } = useMessaging();
  return usePages(keys.myReports, false, async (nextToken) => {
    return (await api.request(MyReportsDocument, { limit: PAGE, nextToken })).myReports;
  });
}

function usePages<Item>(
  queryKey: readonly unknown[],
  refetchInterval: number | false,
  read: (nextToken: string | null) => Promise<Page<Item> | null>,
): ListView<Item> {
  const query = useInfiniteQuery({
    ...fresh,
    refetchInterval,
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page?.nextToken,
  });
  return {
    status: loadStatus(query),
    items: query.data?.pages.flatMap((page) => page?.items ?? []) ?? [],
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** One report with its evidence; null where there is none for this moderator. */
export function useReport(uuid: string) {
  const { api, keys } = useMessaging();
  const query = useQuery({
    ...fresh,
    queryKey: keys.report(uuid),
    queryFn: async () => (await api.request(ReportCaseDocument, { uuid })).report,
  });
  return {
    status: loadStatus(query),
    error: query.error,
    report: query.data ?? null,
    retry: () => void query.refetch(),
  };
}

/** Decides about a report. Everything that shows it is read again, also after a refusal. */
export function useDecide(uuid: string) {
  const { api, keys } = useMessaging();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ decision, statement, suspendedUntil }: Decision): Promise<void> => {
      if (decision === 'REMOVE_MESSAGE') {
        const input = { reportUuid: uuid, statement };
        await api.request(RemoveReportedMessageDocument, { input });
      } else {
        const input = { uuid, decision, statement, suspendedUntil };
        await api.request(DecideReportDocument, { input });
      }
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.reports }),
        queryClient.invalidateQueries({ queryKey: keys.report(uuid) }),
      ]),
  });
}
