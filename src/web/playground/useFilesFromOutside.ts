import { useEffect } from 'react';

/** Takes the pictures that are dropped on the page or pasted into it, before the editor does. */
export function useFilesFromOutside(onFile: (file: File, name: string) => void): void {
  useEffect(() => {
    function take(event: DragEvent | ClipboardEvent, transfer: DataTransfer | null) {
      const file = [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      onFile(file, file.name);
    }
    function allow(event: DragEvent) {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
    }
    const drop = (event: DragEvent) => take(event, event.dataTransfer);
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData);
    const options = { capture: true };
    window.addEventListener('dragover', allow, options);
    window.addEventListener('drop', drop, options);
    window.addEventListener('paste', paste, options);
    return () => {
      window.removeEventListener('dragover', allow, options);
      window.removeEventListener('drop', drop, options);
      window.removeEventListener('paste', paste, options);
    };
  }, [onFile]);
}
