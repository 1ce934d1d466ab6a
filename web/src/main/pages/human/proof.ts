import { Refusal } from '../api/client';

/** A challenge as `docs/human-verification.md` describes it. */
export interface Challenge {
  readonly provider: string;
  readonly algorithm?: string;
  readonly challenge?: string;
  readonly salt?: string;
  readonly signature?: string;
  readonly maxnumber?: number;
  readonly alternatives?: readonly string[];
}

export interface HumanProof {
  readonly method: string;
  readonly solution: string;
}

/** This browser could not answer a challenge. */
export class Unproved extends Error {}

/** As many hashes as are asked for at once. Between two lots the page answers clicks. */
const LOT = 256;

/**
 * Solves a challenge of ALTCHA (SHA-256 proof of work). Rejects with {@link Unproved} where this page can't.
 *
 * In the page and not in a worker: the address of a worker is a script's address, and `trusted-types 'none'` lets no page make
 * one. WebCrypto hashes on threads of its own anyway.
 */
export async function prove(challenge: Challenge): Promise<HumanProof> {
  const { provider, algorithm, salt, signature, maxnumber, challenge: wanted } = challenge;
  if (provider !== 'altcha' || !algorithm || maxnumber === undefined) throw new Unproved(provider);
  for (let from = 0; from <= maxnumber; from += LOT) {
    const lot = Array.from({ length: Math.min(LOT, maxnumber - from + 1) }, (_, index) => from + index);
    const hashes = await Promise.all(lot.map((number) => crypto.subtle.digest(algorithm, text.encode(`${salt}${number}`))));
    const found = hashes.findIndex((hash) => hex(hash) === wanted);
    if (found >= 0) {
      return { method: 'altcha', solution: btoa(JSON.stringify({ algorithm, challenge: wanted, number: from + found, salt, signature })) };
    }
  }
  throw new Unproved('unsolved');
}

const text = new TextEncoder();

function hex(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs a call, and once more with a solved puzzle where the server asks for one. */
export async function humanly<T>(call: (proof: { humanProof?: HumanProof }) => Promise<T>): Promise<T> {
  try {
    return await call({});
  } catch (refused) {
    if (!(refused instanceof Refusal) || refused.slug !== 'human-verification') throw refused;
    return call({ humanProof: await prove(refused.body['challenge'] as Challenge) });
  }
}
