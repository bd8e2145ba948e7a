import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children'> {
  readonly label: string;
  /** What to write, where the label does not say it all. */
  readonly hint?: string;
  /** Why what is written will not do: a sentence. */
  readonly problem?: string | undefined;
  /** More than one line. */
  readonly rows?: number;
}

export function TextField({ label, hint, problem, rows, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} className="field" isInvalid={problem !== undefined} validationBehavior="aria">
      <Label>{label}</Label>
      {rows === undefined ? <Input dir="auto" /> : <TextArea rows={rows} dir="auto" />}
      {hint !== undefined && (
        <Text slot="description" className="quiet small">
          {hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}
