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

/** Solves a challenge of ALTCHA (SHA-256 proof of work). Rejects with {@link Unproved} where this page can't. */
export function prove(challenge: Challenge): Promise<HumanProof> {
  if (challenge.provider !== 'altcha') return Promise.reject(new Unproved(challenge.provider));
  const { algorithm, salt, signature, maxnumber } = challenge;
  return new Promise((done, failed) => {
    const solver = new Worker('/assets/solver.js', { type: 'module' });
    solver.onerror = () => { solver.terminate(); failed(new Unproved('solver')); };
    solver.onmessage = (found: MessageEvent<number | undefined>) => {
      solver.terminate();
      if (found.data === undefined) return failed(new Unproved('unsolved'));
      const solution = btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number: found.data, salt, signature }));
      done({ method: 'altcha', solution });
    };
    solver.postMessage({ algorithm, salt, challenge: challenge.challenge, maxnumber });
  });
}
