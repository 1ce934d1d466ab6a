/** Two halves of an Ed25519 key. */
export interface Pair {
  /** 32 bytes in base64url, as the API takes it. */
  readonly publicKey: string;
  /** PKCS #8 in PEM, as programs read it. */
  readonly pem: string;
}

/** Makes a key in this browser. The private half leaves it with its owner alone. */
export async function makePair(): Promise<Pair> {
  const keys = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) as CryptoKeyPair;
  const open = await crypto.subtle.exportKey('raw', keys.publicKey);
  const secret = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    publicKey: base64(open).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    pem: `-----BEGIN PRIVATE KEY-----\n${base64(secret)}\n-----END PRIVATE KEY-----\n`,
  };
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
