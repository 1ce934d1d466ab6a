import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { client } from '../api/client';
import { words } from '../words/words';
import { Failure } from './parts';

/** What a path answers, fetched when the room opens, and again on wish. */
export function useFetched<T>(path: string): { value: T | undefined; failure: unknown; again: () => Promise<void> } {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  const again = async () => {
    try {
      setValue(await client.get<T>(path));
      setFailure(undefined);
    } catch (failed) {
      setFailure(failed);
    }
  };
  useEffect(() => { void again(); }, [path]);
  return { value, failure, again };
}

export function Fetched<T>({ of, children }: { of: { value: T | undefined; failure: unknown }; children: (value: T) => ComponentChildren }) {
  if (of.failure !== undefined) return <Failure of={of.failure} />;
  return of.value === undefined ? <p role="status">{words.centre.loading}</p> : <>{children(of.value)}</>;
}
