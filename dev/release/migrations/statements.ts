/**
 * What a migration may do while the release before still runs, by an allow-list: squawk knows a hundred things that
 * lock or break, and this asks of everything else to be known. PostgreSQL's own parser reads the statements.
 */
import { parse } from 'libpg-query';

/** The house's rules, which the database keeps whoever writes: no excuse lets a migration take one away. */
export const GUARDED = [
	'booking_no_overlap',
	'booking_agrees',
	'approval_agrees',
	'approver_active_person',
	'person_email_unique',
	'house_single',
	'mail_failed',
] as const;

/** Before a statement: `-- may drop-constraint: nobody writes it since release 12`. */
const EXCUSE = /^--\s*may ([\w-]+): \S/gm;

/** What is read of a statement, whose kind is the only key of it. */
type Statement = Record<string, Fields>;
interface Fields {
	relation?: { relname: string };
	unique?: boolean;
	oldVal?: string;
	replace?: boolean;
	cmds?: { AlterTableCmd: Change }[];
}
interface Change {
	subtype: string;
	name?: string;
	def?: { ColumnDef?: { constraints?: { Constraint: { contype: string } }[] } };
}

/** One line for each thing that a migration must not do. */
export async function strayStatements(sql: string): Promise<string[]> {
	const bytes = Buffer.from(sql);
	const { stmts = [] } = (await parse(sql)) as unknown as {
		stmts?: { stmt: Statement; stmt_location?: number; stmt_len?: number }[];
	};
	const ownTables = new Set(stmts.flatMap(({ stmt }) => stmt['CreateStmt']?.relation?.relname ?? []));
	let end = 0;
	return stmts.flatMap(({ stmt, stmt_location: begin = 0, stmt_len: length = bytes.length - begin }) => {
		const before = bytes.subarray(end, begin).toString();
		end = begin + length;
		const text = bytes.subarray(begin, end).toString();
		const line = bytes.subarray(0, begin).toString().split('\n').length;
		const excused = [...before.matchAll(EXCUSE)].map(([, rule]) => rule);
		const guarded = switchesAllOff(stmt) ? ['every trigger'] : GUARDED.filter((name) => isTakenAway(name, stmt));
		return [
			...guarded.map((name) => `line ${line}: guarded: ${name} keeps a rule of the house`),
			...rulesAgainst(stmt, ownTables)
				.filter((rule) => !excused.includes(rule))
				.map((rule) => `line ${line}: ${rule}: ${text.slice(0, 80).replaceAll(/\s+/g, ' ')}`),
		];
	});
}

/** Dropped, renamed or switched off; a function that is replaced is another one. */
function isTakenAway(name: string, stmt: Statement): boolean {
	const [[kind, { cmds = [], replace = false }] = ['', {}]] = Object.entries(stmt);
	switch (kind) {
		case 'DropStmt':
		case 'RenameStmt':
			return JSON.stringify(stmt).includes(`"${name}"`);
		case 'CreateFunctionStmt':
			return replace && JSON.stringify(stmt).includes(`"${name}"`);
		default:
			return cmds.some(
				({ AlterTableCmd: cmd }) => cmd.name === name && /Drop|DisableTrig|AlterConstraint/.test(cmd.subtype),
			);
	}
}

const switchesAllOff = (stmt: Statement): boolean =>
	Object.values(stmt).some(({ cmds = [] }) =>
		cmds.some(({ AlterTableCmd: { subtype } }) => /DisableTrig(All|User)/.test(subtype)),
	);

/** The rules that a statement breaks; none if it is known to leave the release before alone. */
function rulesAgainst(stmt: Statement, ownTables: Set<string>): string[] {
	const [[kind, { relation, unique, oldVal, replace, cmds = [] }] = ['', {} as Fields]] = Object.entries(stmt);
	const isOwn = relation !== undefined && ownTables.has(relation.relname);
	switch (kind) {
		case 'CreateStmt':
		case 'CreateEnumStmt':
		case 'CreateSeqStmt':
		case 'CommentStmt':
			return [];
		case 'IndexStmt':
			// A unique one refuses what the release before may write.
			return unique && !isOwn ? ['add-constraint'] : [];
		case 'AlterEnumStmt':
			return oldVal ? ['rename-value'] : [];
		case 'CreateFunctionStmt':
			return replace ? ['replace-function'] : [];
		case 'CreateTrigStmt':
			return isOwn ? [] : ['trigger'];
		case 'InsertStmt':
			return isOwn ? [] : ['change-data'];
		case 'UpdateStmt':
		case 'DeleteStmt':
		case 'TruncateStmt':
			return ['change-data'];
		case 'AlterTableStmt':
			return isOwn ? [] : cmds.flatMap(({ AlterTableCmd: cmd }) => rulesAgainstChange(cmd));
		default:
			return [`unknown-${kind}`];
	}
}

function rulesAgainstChange({ subtype, def }: Change): string[] {
	switch (subtype) {
		case 'AT_AddColumn':
			// The release before leaves it NULL, or as its default says, and a check sees that too.
			return def?.ColumnDef?.constraints?.some(({ Constraint: { contype } }) => contype === 'CONSTR_CHECK')
				? ['add-constraint']
				: [];
		case 'AT_DropNotNull':
		case 'AT_ValidateConstraint':
			return [];
		case 'AT_ColumnDefault':
			return def ? [] : ['drop-default'];
		case 'AT_AddConstraint':
			return ['add-constraint'];
		case 'AT_DropConstraint':
			return ['drop-constraint'];
		default:
			return [`unknown-${subtype}`];
	}
}
