// A worker: it tries the numbers of an ALTCHA challenge off the page's thread.
interface Task {
  readonly salt: string;
  readonly challenge: string;
  readonly algorithm: string;
  readonly maxnumber: number;
}

const text = new TextEncoder();

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function solve(task: Task): Promise<number | undefined> {
  for (let number = 0; number <= task.maxnumber; number++) {
    if (hex(await crypto.subtle.digest(task.algorithm, text.encode(task.salt + number))) === task.challenge) return number;
  }
  return undefined;
}

self.onmessage = async (asked: MessageEvent<Task>) => {
  self.postMessage(await solve(asked.data));
};
