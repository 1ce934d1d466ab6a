import { useEffect, useState } from 'preact/hooks';
import { Client } from '../pages/api/client';
import type { components } from './api/schema';
import type { Provider } from './provider';

export type Schemas = components['schemas'];
export type Reason = Schemas['Reason'];

/** Why a staff member asks; every call carries it. */
export interface Occasion {
  readonly reason: Reason;
  readonly ticket?: string;
}

let provider: Provider | undefined;

/** Speaks to the desk with the staff member's token. */
export const desk = new Client(async () => provider?.renew());

export function signedInBy(found: Provider, accessToken: string): void {
  provider = found;
  desk.hold(accessToken);
}

/** What a path answers to a POST, asked when the part of the page opens, and again on wish. Each time counts in the caller's ration. */
export function useRead<T>(path: string, body: object): { value: T | undefined; failure: unknown; again: () => Promise<void> } {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  const again = async () => {
    try {
      setValue(await desk.post<T>(path, body));
      setFailure(undefined);
    } catch (failed) {
      setFailure(failed);
    }
  };
  useEffect(() => { void again(); }, [path]);
  return { value, failure, again };
}
