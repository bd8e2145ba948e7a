import { SEVERITIES } from '../strings.js';
import { CHECKS } from '../words.js';
import { AccommodationList } from './AccommodationList.js';
import { countIn } from './draft.js';
import { useEditor } from './editorContext.js';
import { Fold } from './Fold.js';
import { Group, Numbers } from './Group.js';
import { ObjectsSetting } from './listSettings.js';
import { ChoiceSetting, NumberSetting, OpeningSetting, SwitchSetting, TextSetting } from './settingControls.js';
import { KIND_WHAT } from './settings.js';
import { SECTIONS, type SectionName, WORDS } from './strings.js';
import { sectionSummary } from './summaries.js';
import { LIMITS, type Policy } from './values.js';

const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[]; // of a record of all sections there are no others

/** Everything that can be set, folded. */
export function Sections() {
  const { draft } = useEditor();
  return (
    <div className="sections">
      {SECTION_NAMES.map((section) => (
        <Fold
          key={section}
          foldKey={section}
          title={SECTIONS[section].title}
          summary={sectionSummary(draft, section)}
          counts={countIn(draft, section)}
          level={3}
        >
          {() => (
            <>
              <p className="quiet fold-what">{SECTIONS[section].what}</p>
              <SectionContent section={section} />
            </>
          )}
        </Fold>
      ))}
    </div>
  );
}

function SectionContent({ section }: { readonly section: SectionName }) {
  const { policy } = useEditor().draft;
  switch (section) {
    case 'expected':
      return <Expected />;
    case 'frames':
      return <Frames checks={policy.checks} />;
    case 'duration':
      return <Numbers paths={['durationMinutes']} />;
    case 'incidents':
      return policy.incidents.map((rule) => <IncidentKind key={rule.kind} rule={rule} />);
    case 'limits':
      return <Numbers paths={LIMITS.map((name) => `limits.${name}`)} />;
    case 'risk':
      return policy.risk.map(({ kind }) => <RiskKind key={kind} kind={kind} />);
    case 'consent':
      return (
        <div className="settings">
          <SwitchSetting path="consent.isRequired" />
          <TextSetting path="consent.textVersion" maxLength={64} />
        </div>
      );
    case 'retention':
      return <Retention />;
    case 'accommodations':
      return <AccommodationList />;
  }
}

const THRESHOLDS = ['labelConfidence', 'moderationConfidence', 'similarityThreshold', 'namingThreshold'] as const;

function Expected() {
  return (
    <div className="settings">
      <ObjectsSetting path="objectsOfInterest" />
      <NumberSetting path="expectedPersons" />
      {THRESHOLDS.map((path) => (
        <NumberSetting key={path} path={path} />
      ))}
    </div>
  );
}

function Frames({ checks }: { readonly checks: Policy['checks'] }) {
  return (
    <>
      <Numbers paths={['frameIntervalMs']} />
      {checks.map(({ name }) => (
        <div key={name} className="setting-group">
          <h4>{CHECKS[name]}</h4>
          <div className="settings">
            <SwitchSetting path={`checks.${name}.isOn`} />
            <NumberSetting path={`checks.${name}.everyNthFrame`} />
          </div>
        </div>
      ))}
    </>
  );
}

function IncidentKind({ rule: { kind, opens } }: { readonly rule: Policy['incidents'][number] }) {
  const path = `incidents.${kind}`;
  return (
    <Group section="incidents" group={kind}>
      <p className="quiet fold-what">{KIND_WHAT[kind]}</p>
      <div className="settings">
        <SwitchSetting path={`${path}.isOn`} />
        <ChoiceSetting path={`${path}.severity`} choices={SEVERITIES} />
        <NumberSetting path={`${path}.rises.MEDIUM`} />
        <NumberSetting path={`${path}.rises.HIGH`} />
        {opens && <OpeningSetting path={`${path}.opens`} />}
        <NumberSetting path={`${path}.closesAfter`} />
        <NumberSetting path={`${path}.cooldownMs`} />
      </div>
    </Group>
  );
}

function RiskKind({ kind }: { readonly kind: Policy['risk'][number]['kind'] }) {
  return (
    <Group section="risk" group={kind}>
      <Numbers paths={['points', 'pointsPerMinute', 'mostPoints'].map((name) => `risk.${kind}.${name}`)} />
    </Group>
  );
}

function Retention() {
  const { defaultFacesDays } = useEditor();
  return (
    <>
      <Numbers paths={['retention.eventsDays', 'retention.evidenceDays']} />
      <p className="quiet fold-what">{WORDS.facesKept(defaultFacesDays)}</p>
    </>
  );
}
