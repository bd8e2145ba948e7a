import { useState } from 'react';
import { ExportSessionDocument, type ExportSessionQuery } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';

type Export = ExportSessionQuery['sessionExport'];

const WORDS = STRINGS.person;

/** All that is kept of the session, to be filed or printed. */
export function Report({ candidateId }: { readonly candidateId: string }) {
  const { apollo, examId, outcomes } = useExamServices();
  const [isBusy, setBusy] = useState(false);

  async function take(asFile: (report: Export) => { readonly name: string; readonly content: Blob }) {
    setBusy(true);
    try {
      const { data } = await apollo.query({
        query: ExportSessionDocument,
        variables: { examId, candidateId },
        fetchPolicy: 'no-cache',
      });
      if (data) download(asFile(data.sessionExport));
    } catch {
      outcomes.tell({ tone: 'alarm', text: WORDS.failed });
    } finally {
      setBusy(false);
    }
  }

  return (
    <details className="drop">
      <summary className="button small">{WORDS.export}</summary>
      <div className="drop-content">
        <p className="small quiet">{WORDS.exportWhat}</p>
        <Button
          isSmall
          isDisabled={isBusy}
          onPress={() =>
            void take(({ fileName, html }) => ({
              name: `${fileName}.html`,
              content: new Blob([html], { type: 'text/html' }),
            }))
          }
        >
          {WORDS.exportHtml}
        </Button>
        <Button
          isSmall
          isDisabled={isBusy}
          onPress={() =>
            void take(({ fileName, json }) => ({
              name: `${fileName}.json`,
              content: new Blob([json], { type: 'application/json' }),
            }))
          }
        >
          {WORDS.exportJson}
        </Button>
      </div>
    </details>
  );
}

function download({ name, content }: { readonly name: string; readonly content: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
