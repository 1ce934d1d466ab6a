import { useEffect, useState } from 'preact/hooks';
import { Failure, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { desk, type Occasion, type Schemas } from './calls';
import { kinds } from './words';

type File = Schemas['ShownEvidence'];

/** What the claimant sent. Images were written anew by the service, so they are shown here and stay out of the machine's folders. */
export function Evidence({ id, occasion }: { id: string; occasion: Occasion }) {
  const [files, setFiles] = useState<readonly File[]>();
  const { busy, failure, run } = useAction();
  const list = () => run(async () => setFiles((await desk.post<Schemas['EvidenceList']>(`/v1/support/cases/${id}/evidence`, occasion)).evidence));
  return (
    <section class="card">
      <h2>Evidence</h2>
      <Failure of={failure} />
      {files === undefined ? <button type="button" class="plain" disabled={busy} onClick={list}>List the evidence</button> : null}
      {files?.length === 0 ? <p role="status">The claimant sent no files.</p> : null}
      <ul class="list">{files?.map((file) => <li key={file.evidenceId}><OneFile id={id} file={file} occasion={occasion} /></li>)}</ul>
    </section>
  );
}

function OneFile({ id, file, occasion }: { id: string; file: File; occasion: Occasion }) {
  const [url, setUrl] = useState<string>();
  const { busy, failure, run } = useAction();
  const kind = kinds[file.kind] ?? file.kind;
  const isImage = file.mediaType === 'image/jpeg' || file.mediaType === 'image/png';
  useEffect(() => () => { if (url) URL.revokeObjectURL(url); }, [url]);
  const look = () => run(async () => setUrl(URL.createObjectURL(await desk.file(`/v1/support/cases/${id}/evidence/${file.evidenceId}`, occasion))));
  return (
    <>
      <h3>{kind}</h3>
      <p class="soft">{file.mediaType}, {Math.ceil(file.size / 1024)} kB, sent on {when(file.addedAt)}</p>
      <Failure of={failure} />
      {url === undefined ? <button type="button" class="plain" disabled={busy} aria-label={`Open: ${kind}`} onClick={look}>Open</button>
        : isImage ? <img class="evidence" src={url} alt={kind} />
        : <a href={url} download={`${file.evidenceId}.pdf`}>Save the PDF</a>}
    </>
  );
}
