// What the client package shows of itself. Written by `pnpm api:client`; docs and libraries are left out.

// '@betzenstein/client' exports
//   Accepted
//   ActionPreview
//   ActionResult
//   ActionState
//   Actor
//   ActorKind
//   ApiErrorData
//   ApiErrorShape
//   AppRouter
//   Approval
//   ApprovalDecision
//   ApproveInput
//   Bar
//   Booking
//   BookingAction
//   BookingChanges
//   BookingError
//   BookingPage
//   BookingStatus
//   BusyEntry
//   CalendarEntry
//   CalendarRange
//   CalendarRangeInput
//   CancelBookingInput
//   CancelResult
//   Change
//   ChangesInput
//   Client
//   ClientOptions
//   Conflict
//   CreateBookingInput
//   CreatedBooking
//   Day
//   DayCell
//   DayRange
//   DecidedBy
//   Decision
//   DenyInput
//   EditBookingInput
//   EventType
//   ExportedData
//   ExportedEvent
//   ExportedMail
//   FailedCall
//   FeedAddress
//   FieldIssue
//   ForgetMeInput
//   Forgotten
//   FullEntry
//   GetBookingInput
//   Holiday
//   HouseInfo
//   HouseLimits
//   HouseNotes
//   Language
//   NoDetails
//   PageInput
//   Party
//   PerformActionInput
//   Reason
//   Refusal
//   RefusalDetails
//   ReopenBookingInput
//   RequestLinkInput
//   RouterInputs
//   RouterOutputs
//   SetNotesInput
//   Share
//   Shares
//   SharesInput
//   TRPCClientErrorLike
//   TRPCPromise
//   TextIssue
//   TimelineEvent
//   Via
//   WhoAmI
//   addDays
//   addMonths
//   bookingError
//   contains
//   createClient
//   dayIn
//   daysOf
//   describe
//   fieldErrors
//   formatRange
//   gridRange
//   intersection
//   isDay
//   mergeRanges
//   monthGrid
//   monthOf
//   overlaps
//   today
//   totalDays
// '@betzenstein/client/live' exports
//   Change
//   ListenOptions
//   listen
// '@betzenstein/client/react' exports
//   BetzensteinProvider
//   BetzensteinProviderProps
//   CallSettings
//   Failure
//   Filter
//   InfiniteOptionsOf
//   KeyDetails
//   MutationOf
//   MutationOptionsOf
//   MutationPath
//   PagedQueryOf
//   ProcedureKey
//   Queries
//   QueriesOf
//   QueriesOptions
//   QueryOf
//   QueryOptionsOf
//   QueryPath
//   QuerySettings
//   SkippableOptionsOf
//   SubscriptionPath
//   createQueries
//   invalidateAfter
//   serialization
//   useBetzenstein

declare const ACTION_STATES: readonly ['open', 'already-done', 'outdated', 'past', 'canceled'];
declare const ACTOR_KINDS: readonly ['requester', 'approver', 'system'];
interface Accepted {
  accepted: true;
}
type AccessRoutes = {
  whoAmI: Query<void, WhoAmI>;
  feed: Query<void, FeedAddress>;
  requestLink: Mutation<RequestLinkInput, Accepted>;
  rotateLink: Mutation<void, Accepted>;
  exportData: Query<void, ExportedData>;
  forgetMe: Mutation<ForgetMeInput, Forgotten>;
};
interface ActionPreview {
  action: 'approve' | 'deny';
  state: ActionState;
  booking: Booking | null;
  decidedBy?: DecidedBy | undefined;
  previous?: DayRange | undefined;
}
interface ActionResult {
  outcome: 'done' | 'already-done' | 'outdated' | 'past' | 'canceled';
  booking: Booking | null;
  decidedBy?: DecidedBy | undefined;
}
type ActionRoutes = {
  preview: Query<void, ActionPreview>;
  perform: Mutation<PerformActionInput | undefined, ActionResult>;
};
type ActionState = (typeof ACTION_STATES)[number];
interface Actor {
  kind: ActorKind;
  name: string;
}
type ActorKind = (typeof ACTOR_KINDS)[number];
type ApiErrorData = Refusal & {
  code: TRPC_ERROR_CODE_KEY;
  httpStatus: number;
  path?: string;
  requestId?: string;
};
interface ApiErrorShape extends DefaultErrorShape {
  data: ApiErrorData;
}
type AppRouter = BuiltRouter<{
  ctx: object;
  meta: object;
  errorShape: ApiErrorShape;
  transformer: true;
}, Routes>;
interface Approval {
  party: string;
  decision: ApprovalDecision;
  comment: string | null;
  decidedAt: Date | null;
  mailFailed: boolean;
}
type ApprovalDecision = (typeof DECISIONS)[number];
type ApprovalRoutes = {
  approve: Mutation<ApproveInput, Decision>;
  deny: Mutation<DenyInput, Decision>;
  outstanding: Query<PageInput | undefined, BookingPage>;
  history: Query<PageInput | undefined, BookingPage>;
};
interface ApproveInput {
  bookingId: string;
  round: number;
  comment?: string | undefined;
}
declare const BOOKING_ACTIONS: readonly ['edit', 'editFirstName', 'shorten', 'cancel', 'reopen', 'approve', 'deny'];
declare const BOOKING_STATUSES: readonly ['Pending', 'Confirmed', 'Denied', 'Canceled'];
interface Bar {
  days: number;
  isStart: boolean;
  isEnd: boolean;
}
declare function BetzensteinProvider({ client, queryClient, invalidates, children }: BetzensteinProviderProps): ReactElement;
interface BetzensteinProviderProps extends QueriesOptions {
  children?: ReactNode;
}
interface Booking {
  id: string;
  status: BookingStatus;
  startDate: Day;
  endDate: Day;
  totalDays: number;
  partySize: number;
  firstName: string;
  affiliation: string;
  description: string | null;
  round: number;
  revision: number;
  createdAt: Date;
  lastActivityAt: Date;
  isPast: boolean;
  approvals: Approval[];
  requesterMailFailed: boolean;
  timeline: TimelineEvent[];
  availableActions: BookingAction[];
}
type BookingAction = (typeof BOOKING_ACTIONS)[number];
interface BookingChanges {
  startDate?: Day | undefined;
  endDate?: Day | undefined;
  partySize?: number | undefined;
  affiliation?: string | undefined;
  description?: string | null | undefined;
  firstName?: string | undefined;
}
type BookingError = Refusal & {
  message: string;
  requestId?: string | undefined;
};
interface BookingPage {
  items: Booking[];
  nextCursor: string | null;
}
type BookingRoutes = {
  create: Mutation<CreateBookingInput, CreatedBooking>;
  get: Query<GetBookingInput, Booking>;
  mine: Query<PageInput | undefined, BookingPage>;
  edit: Mutation<EditBookingInput, Booking>;
  cancel: Mutation<CancelBookingInput, CancelResult>;
  reopen: Mutation<ReopenBookingInput, Booking>;
};
type BookingStatus = (typeof BOOKING_STATUSES)[number];
interface BusyEntry extends DayRange {
  detail: 'busy';
}
type CalendarEntry = FullEntry | BusyEntry;
interface CalendarRange {
  from: Day;
  to: Day;
  entries: CalendarEntry[];
  holidays: Holiday[];
}
interface CalendarRangeInput {
  from: Day;
  to: Day;
}
type CalendarRoutes = {
  range: Query<CalendarRangeInput, CalendarRange>;
};
interface CallSettings {
  trpc?: {
    abortOnUnmount?: boolean | undefined;
  };
}
interface CancelBookingInput {
  id: string;
  comment?: string | undefined;
}
interface CancelResult {
  outcome: 'done' | 'already-done';
  booking: Booking;
  willBeTold: string[];
}
interface Change {
  version: number;
}
interface ChangesInput {
  lastEventId?: string | undefined;
}
type Client = TRPCClient<AppRouter>;
interface ClientOptions {
  url: string;
  token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  onError?: ((error: unknown, call: FailedCall) => void) | undefined;
  fetch?: typeof fetch | undefined;
  headers?: Record<string, string> | undefined;
}
interface Conflict extends DayRange {
  firstName?: string | undefined;
  status?: BookingStatus | undefined;
}
interface CreateBookingInput {
  requestKey?: string | undefined;
  firstName: string;
  email?: string | undefined;
  startDate: Day;
  endDate: Day;
  partySize: number;
  affiliation: string;
  description?: string | null | undefined;
  confirmLongStay?: boolean | undefined;
}
interface CreatedBooking {
  booking: Booking;
  bookingToken: string;
}
type Cursor = string | null;
declare const DECISIONS: readonly ['NoResponse', 'Approved', 'Denied'];
type Day = string;
interface DayCell {
  day: Day;
  number: number;
  isInMonth: boolean;
  isToday: boolean;
  holiday?: string | undefined;
  entry?: CalendarEntry | undefined;
  bar?: Bar | undefined;
}
interface DayRange {
  startDate: Day;
  endDate: Day;
}
interface DecidedBy {
  party: string;
  decision: 'Approved' | 'Denied';
  at: Date;
}
interface Decision {
  outcome: 'done' | 'already-done' | 'outdated';
  booking: Booking;
  decidedBy?: DecidedBy | undefined;
}
interface DenyInput extends ApproveInput {
  comment?: string | undefined;
  acknowledgeConfirmed?: boolean | undefined;
}
declare const EVENT_TYPES: readonly ['Submitted', 'Approved', 'Denied', 'Confirmed', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'Expired'];
interface EditBookingInput {
  id: string;
  revision: number;
  changes: BookingChanges;
  confirmLongStay?: boolean | undefined;
}
type EventType = (typeof EVENT_TYPES)[number];
interface ExportedData {
  person: {
    email: string;
    firstNames: string[];
    createdAt: Date;
    approverOf: string | null;
  };
  bookings: Booking[];
  events: ExportedEvent[];
  mails: ExportedMail[];
}
interface ExportedEvent {
  bookingId: string;
  at: Date;
  type: EventType;
  via: Via;
  comment: string | null;
}
interface ExportedMail {
  kind: string;
  createdAt: Date;
  state: 'queued' | 'sent' | 'failed';
  bookingId: string | null;
}
interface FailedCall {
  path: string;
}
type Failure = TRPCClientErrorLike<AppRouter>;
interface FeedAddress {
  url: string;
}
interface FieldIssue {
  path: string;
  issue: string;
}
type Filter<Key> = Omit<QueryFilters, 'queryKey'> & {
  queryKey: Key;
};
interface ForgetMeInput {
  confirm: true;
}
interface Forgotten {
  canceled: number;
  kept: number;
}
interface FullEntry extends DayRange {
  detail: 'full';
  bookingId: string;
  totalDays: number;
  status: BookingStatus;
  firstName: string;
  partySize: number;
  affiliation: string;
}
interface GetBookingInput {
  id: string;
}
interface Holiday {
  date: Day;
  name: string;
}
interface HouseInfo {
  name: string;
  timeZone: string;
  today: Day;
  parties: Party[];
  limits: HouseLimits;
  holidayRegion: string;
}
interface HouseLimits {
  maxPartySize: number;
  maxDescription: number;
  longStayDays: number;
  maxStayDays: number;
  horizonMonths: number;
  latestStart: Day;
}
interface HouseNotes {
  text: string;
  revision: number;
  updatedAt: Date | null;
  updatedBy: string | null;
}
type HouseRoutes = {
  info: Query<void, HouseInfo>;
  shares: Query<SharesInput, Shares>;
  notes: Query<void, HouseNotes>;
  setNotes: Mutation<SetNotesInput, HouseNotes>;
};
type InfiniteOptionsOf<Output, Data = InfiniteData<Output, Cursor>> = Omit<InfiniteQueryObserverOptions<Output, Failure, Data, ProcedureKey, Cursor>, 'queryFn'> & {
  queryFn: QueryFunction<Output, ProcedureKey, Cursor>;
  queryKey: DataTag<ProcedureKey, InfiniteData<Output, Cursor>, Failure>;
};
interface Initial<Output> {
  initialData: Output | (() => Output);
}
interface KeyDetails {
  input?: unknown;
  type: 'query' | 'infinite';
}
type Language = 'de' | 'en';
interface ListenOptions extends Omit<ClientOptions, 'onError'> {
  onChange: (change: Change) => void;
  onEnd?: ((refused: BookingError) => void) | undefined;
  signal?: AbortSignal | undefined;
}
type LiveRoutes = {
  changes: Subscription<ChangesInput | undefined, Change>;
};
type Mutation<Input, Output> = MutationProcedure<{
  input: Input;
  output: Output;
  meta: object;
  errorShape: ApiErrorShape;
}>;
interface MutationOf<Input, Output> {
  mutationOptions<OnMutateResult = unknown>(settings?: MutationSettings<Input, Output, OnMutateResult>): MutationOptionsOf<Input, Output, OnMutateResult>;
  mutationKey(): [path: string[]];
}
type MutationOptionsOf<Input, Output, OnMutateResult = unknown> = MutationObserverOptions<Output, Failure, Input, OnMutateResult> & {
  mutationFn: MutationFunction<Output, Input>;
  mutationKey: [path: string[]];
};
type MutationPath = PathOf<AnyMutationProcedure>;
type NoDetails = Record<never, never>;
type Optional<Input> = undefined extends Input ? Input | void : Input;
type Own = 'queryKey' | 'queryKeyHashFn' | 'queryFn' | 'initialPageParam';
interface PageInput {
  cursor?: string | null | undefined;
  limit?: number | undefined;
}
interface PagedQueryOf<Input, Output> extends QueryOf<Input, Output> {
  infiniteQueryOptions<Data = InfiniteData<Output, Cursor>>(input?: Omit<NonNullable<Input>, 'cursor'>, settings?: InfiniteSettings<Output, Data>): InfiniteOptionsOf<Output, Data>;
  infiniteQueryKey(input?: Omit<NonNullable<Input>, 'cursor'>): DataTag<ProcedureKey, InfiniteData<Output, Cursor>, Failure>;
}
interface Party {
  name: string;
  color: string;
}
type PathOf<Kind> = { [R in keyof Routes]: { [P in keyof Routes[R] & string]: Routes[R][P] extends Kind ? `${R}.${P}` : never; }[keyof Routes[R] & string]; }[keyof Routes];
interface PerformActionInput {
  comment?: string | undefined;
  acknowledgeConfirmed?: boolean | undefined;
}
type ProcedureKey = [path: string[], of?: KeyDetails];
type Queries = { [Group in keyof Routes as Group extends 'live' ? never : Group]: QueriesOf<Routes[Group]>; };
type QueriesOf<Router> = { [Name in keyof Router as Router[Name] extends Called ? Name : never]: Router[Name] extends QueryProcedure<infer Definition> ? Definition extends Asked<infer Input, infer Output> ? 'cursor' extends keyof NonNullable<Input> ? PagedQueryOf<Input, Output> : QueryOf<Input, Output> : never : Router[Name] extends MutationProcedure<infer Definition> ? Definition extends Asked<infer Input, infer Output> ? MutationOf<Input, Output> : never : never; };
interface QueriesOptions {
  client: Client;
  queryClient: QueryClient;
  invalidates?: boolean | undefined;
}
type Query<Input, Output> = QueryProcedure<{
  input: Input;
  output: Output;
  meta: object;
  errorShape: ApiErrorShape;
}>;
interface QueryOf<Input, Output> {
  queryOptions<Data = Output>(input: Optional<Input>, settings: QuerySettings<Output, Data> & Initial<Output>): QueryOptionsOf<Output, Data> & Initial<Output>;
  queryOptions<Data = Output>(input: Optional<Input>, settings?: QuerySettings<Output, Data>): QueryOptionsOf<Output, Data>;
  queryOptions<Data = Output>(input: Input | SkipToken, settings?: QuerySettings<Output, Data>): SkippableOptionsOf<Output, Data>;
  queryKey(input?: Partial<NonNullable<Input>>): DataTag<ProcedureKey, Output, Failure>;
  queryFilter(input?: Partial<NonNullable<Input>>, filters?: Omit<QueryFilters, 'queryKey'>): Filter<DataTag<ProcedureKey, Output, Failure>>;
  pathKey(): [path: string[]];
  pathFilter(filters?: Omit<QueryFilters, 'queryKey'>): Filter<[path: string[]]>;
}
type QueryOptionsOf<Output, Data = Output> = Omit<QueryObserverOptions<Output, Failure, Data, Output, ProcedureKey>, 'queryFn'> & {
  queryFn: QueryFunction<Output, ProcedureKey>;
  queryKey: DataTag<ProcedureKey, Output, Failure>;
};
type QueryPath = PathOf<AnyQueryProcedure>;
type QuerySettings<Output, Data> = Omit<QueryObserverOptions<Output, Failure, Data, Output, ProcedureKey>, Own> & CallSettings;
type Reason = keyof RefusalDetails;
type Refusal = { [R in Reason]: {
  reason: R;
  details: RefusalDetails[R];
}; }[Reason];
interface RefusalDetails {
  INVALID_INPUT: {
    fields: FieldIssue[];
  };
  END_BEFORE_START: NoDetails;
  IN_THE_PAST: NoDetails;
  TOO_FAR_AHEAD: {
    latestStart: Day;
  };
  STAY_TOO_LONG: {
    maxDays: number;
  };
  LONG_STAY_UNCONFIRMED: {
    totalDays: number;
  };
  COMMENT_REQUIRED: NoDetails;
  CONFIRMED_NEEDS_ACKNOWLEDGEMENT: NoDetails;
  DATES_TAKEN: {
    conflicts: Conflict[];
  };
  STALE_REVISION: {
    revision: number;
  };
  ID_REUSED: NoDetails;
  NOT_ALLOWED_NOW: {
    status: BookingStatus;
    isPast: boolean;
  };
  NOT_FOUND: NoDetails;
  LINK_REQUIRED: NoDetails;
  LINK_INVALID: NoDetails;
  LINK_ENDED: NoDetails;
  ROLE_REQUIRED: NoDetails;
  RATE_LIMITED: {
    retryAfterSeconds: number;
  };
  TOO_MANY_PENDING: {
    max: number;
  };
  UNAVAILABLE: NoDetails;
  INTERNAL: NoDetails;
}
interface ReopenBookingInput {
  id: string;
  revision: number;
  changes?: BookingChanges | undefined;
  confirmLongStay?: boolean | undefined;
}
interface RequestLinkInput {
  email: string;
}
type RouterInputs = inferRouterInputs<AppRouter>;
type RouterOutputs = inferRouterOutputs<AppRouter>;
type Routes = {
  house: HouseRoutes;
  calendar: CalendarRoutes;
  booking: BookingRoutes;
  approval: ApprovalRoutes;
  action: ActionRoutes;
  access: AccessRoutes;
  live: LiveRoutes;
};
interface SetNotesInput {
  text: string;
  revision: number;
}
interface Share {
  party: string;
  days: number;
  stays: number;
}
interface Shares {
  year: number;
  parties: Share[];
}
interface SharesInput {
  year: number;
}
type SkippableOptionsOf<Output, Data = Output> = Omit<QueryOptionsOf<Output, Data>, 'queryFn'> & {
  queryFn: QueryFunction<Output, ProcedureKey> | SkipToken;
};
type Subscription<Input, Event> = SubscriptionProcedure<{
  input: Input;
  output: AsyncIterable<{
    id: string;
    data: Event;
  }, void, unknown>;
  meta: object;
  errorShape: ApiErrorShape;
}>;
type SubscriptionPath = PathOf<AnySubscriptionProcedure>;
type TextIssue = 'too_short' | 'too_long' | 'first_name_characters' | 'contains_link' | 'contains_email' | 'control_character';
interface TimelineEvent {
  at: Date;
  actor: Actor;
  type: EventType;
  via: Via;
  comment?: string | undefined;
  from?: DayRange | undefined;
  to?: DayRange | undefined;
}
declare const VIAS: readonly ['calendar', 'person', 'booking', 'action', 'operator', 'system'];
type Via = (typeof VIAS)[number];
interface WhoAmI {
  kind: 'stranger' | 'viewer' | 'person' | 'booking' | 'action';
  approverOf?: string | undefined;
  bookingId?: string | undefined;
}
declare function addDays(day: Day, count: number): Day;
declare function addMonths(day: Day, count: number): Day;
declare function bookingError(error: unknown): BookingError | undefined;
declare function contains(outer: DayRange, inner: DayRange): boolean;
declare function createClient({ url, token, onError, fetch, headers }: ClientOptions): Client;
declare function createQueries({ client, queryClient, invalidates }: QueriesOptions): Queries;
declare function dayIn(timeZone: string, instant: Date): Day;
declare const daysOf: (month: Day) => DayRange;
declare function describe(error: unknown, language?: Language): string;
declare function fieldErrors(error: unknown): Record<string, string>;
declare function formatRange({ startDate, endDate }: DayRange): string;
declare function gridRange(month: Day): DayRange;
declare function intersection(a: DayRange, b: DayRange): DayRange | undefined;
declare function invalidateAfter(queryClient: QueryClient, path: MutationPath | SubscriptionPath): Promise<void>;
declare function isDay(text: string): boolean;
declare function listen({ onChange, onEnd, signal, ...caller }: ListenOptions): () => void;
declare function mergeRanges(ranges: readonly DayRange[]): DayRange[];
declare function monthGrid(month: Day, today: Day, entries?: readonly CalendarEntry[], holidays?: readonly Holiday[]): DayCell[][];
declare const monthOf: (day: Day) => Day;
declare function overlaps(a: DayRange, b: DayRange): boolean;
declare function refusal<R extends Reason>(reason: R, ...[details]: RefusalDetails[R] extends NoDetails ? NoDetails extends RefusalDetails[R] ? [] : [RefusalDetails[R]] : never): Refusal;
declare const serialization: Pick<DefaultOptions, 'dehydrate' | 'hydrate'>;
declare const today: (now?: Date, timeZone?: string) => Day;
declare function totalDays(range: DayRange): number;
declare function useBetzenstein(): Queries;
