import { useSyncExternalStore } from 'react';
import type { Observable } from './observable';

/** The value of an observable; renders again when it changes. */
export const useObservable = <Value>({ subscribe, getSnapshot }: Observable<Value>): Value =>
  useSyncExternalStore(subscribe, getSnapshot);
