import { linkTo } from './address.js';
import { Link } from './Link.js';
import { useExamServices } from './services.js';

/** The way to a candidate, with their number where the name is another. */
export function CandidateLink({ candidateId, name }: { readonly candidateId: string; readonly name: string }) {
  const { address, view, examId } = useExamServices();
  return (
    <>
      <Link
        href={linkTo({ examId, candidateId })}
        onFollow={() => {
          address.go({ candidateId });
          view.setState({ pane: 'stage' });
        }}
        dir="auto"
      >
        {name}
      </Link>
      {name !== candidateId && <span className="quiet small"> {candidateId}</span>}
    </>
  );
}
