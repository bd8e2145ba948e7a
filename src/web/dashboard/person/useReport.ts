import { useState } from 'react';
import { ExportSessionDocument } from '../../api/generated/operations.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';

export type ReportFormat = 'html' | 'json';

export interface ReportTaking {
  readonly isBusy: boolean;
  /** Downloads it. That it was taken is recorded; where that fails, the page says so. */
  take(format: ReportFormat): Promise<void>;
}

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = { html: 'text/html', json: 'application/json' };

/** All that is kept of a session, to be filed or printed. */
export function useReport(candidateId: string): ReportTaking {
  const { apollo, examId, outcomes } = useExamServices();
  const [isBusy, setBusy] = useState(false);

  async function take(format: ReportFormat): Promise<void> {
    setBusy(true);
    try {
      const { data } = await apollo.query({
        query: ExportSessionDocument,
        variables: { examId, candidateId },
        fetchPolicy: 'no-cache',
      });
      const report = data?.sessionExport;
      if (report) download(`${report.fileName}.${format}`, new Blob([report[format]], { type: MEDIA_TYPES[format] }));
    } catch {
      outcomes.tell({ tone: 'alarm', text: STRINGS.person.failed });
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, take };
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
