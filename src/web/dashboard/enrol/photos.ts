/** Photos on their way to being enrolled. */
export interface Photo {
  readonly key: string;
  readonly file: File;
  readonly candidateId: string;
  readonly fullName: string;
  readonly progress: Progress;
}

export type Progress =
  | { readonly kind: 'chosen' }
  /** Others come first. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'enrolled' }
  /** What to mend, in sentences. */
  | { readonly kind: 'rejected'; readonly reasons: readonly string[] };

/** As files are mostly named: `ana.jpg` is a photo of the candidate `ana`, and `ana-2.jpg` another one. */
export function photoOf(file: File): Photo {
  const candidateId = file.name.replace(/\.[^.]*$/, '').replace(/[-_ ]\d{1,2}$/, '');
  return { key: crypto.randomUUID(), file, candidateId, fullName: '', progress: { kind: 'chosen' } };
}

export function isReady({ candidateId, fullName, progress }: Photo): boolean {
  const isToDo = progress.kind === 'chosen' || progress.kind === 'rejected';
  return isToDo && candidateId.trim() !== '' && fullName.trim() !== '';
}

/** As a data URL, which the server takes for a picture. */
export async function readPhoto(file: File): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader();
    // Asked for a data URL, it is text.
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
