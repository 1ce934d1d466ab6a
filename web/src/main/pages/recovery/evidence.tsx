import { useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../api/client';
import { Choice, Failure, useAction } from '../ui/parts';
import { words } from '../words/words';

/** Pixels of a photograph's longer side. Small print of a passport stays readable. */
const LONGEST = 3000;
/** Bytes of one file that are taken. */
const MOST = 4 * 1024 * 1024;
const JPEG = { type: 'image/jpeg', quality: 0.9 };

/** Adds a photograph or a document to a recovery case. */
export function Evidence({ token, added }: { token: string; added: () => Promise<void> }) {
  const [kind, setKind] = useState('document');
  const [left, setLeft] = useState<number>();
  const { busy, failure, run } = useAction();
  const send = (input: HTMLInputElement) => run(async () => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      const taken = await client.post<Schemas['AddedRecoveryEvidence']>('/v1/recovery/cases/evidence', { token, kind, content: await encoded(await fitted(file)) });
      setLeft(taken.filesLeft);
      await added();
    } finally {
      input.value = '';
    }
  });
  return (
    <fieldset>
      <legend>{words.evidence.title}</legend>
      <p class="soft">{words.evidence.why}</p>
      <Choice label={words.evidence.kind} value={kind} set={setKind} of={Object.entries(words.evidence.kinds)} />
      <div class="field">
        <label for="evidence-file">{words.evidence.file}</label>
        <input id="evidence-file" type="file" accept="image/*,application/pdf" disabled={busy} onChange={(event) => send(event.currentTarget)} />
      </div>
      <Failure of={failure} />
      <p role="status">{busy ? words.evidence.sending : left === undefined ? '' : words.evidence.taken(left)}</p>
    </fieldset>
  );
}

/** Telephones write larger images, and of more types, than are taken: an image is drawn anew. What can't be drawn stays as it is. */
async function fitted(file: File): Promise<Blob> {
  const image = file.type.startsWith('image/') ? await createImageBitmap(file).catch(() => undefined) : undefined;
  const fit = image ? await drawn(image) : file;
  if (fit.size > MOST) throw new Refusal(413, 'request-too-large', {}, undefined);
  return fit;
}

function drawn(image: ImageBitmap): Promise<Blob> {
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const context = canvas.getContext('2d')!;
  // A JPEG has no transparency.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return canvas.convertToBlob(JPEG);
}

/** In base64. */
function encoded(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
