import { Button } from '../../design/Button.js';
import { STRINGS } from '../strings.js';
import { useReport } from './useReport.js';

const WORDS = STRINGS.person;

/** All that is kept of the session, to be filed or printed. */
export function Report({ candidateId }: { readonly candidateId: string }) {
  const { isBusy, take } = useReport(candidateId);
  return (
    <details className="drop">
      <summary className="button small">{WORDS.export}</summary>
      <div className="drop-content">
        <p className="small quiet">{WORDS.exportWhat}</p>
        <Button isSmall isDisabled={isBusy} onPress={() => void take('html')}>
          {WORDS.exportHtml}
        </Button>
        <Button isSmall isDisabled={isBusy} onPress={() => void take('json')}>
          {WORDS.exportJson}
        </Button>
      </div>
    </details>
  );
}
