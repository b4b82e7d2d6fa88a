// What the client package shows of itself. Written by `pnpm api:client`; docs and libraries are left out.

// '@betzenstein/client' exports
//   Accepted
//   ActionPreview
//   ActionResult
//   ActionState
//   Actor
//   ActorKind
//   AddWatchInput
//   AddedWatch
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
//   BookingContext
//   BookingError
//   BookingPage
//   BookingStatus
//   BusyEntry
//   CalendarEntry
//   CalendarRange
//   CalendarRangeInput
//   CallOptions
//   CallerKind
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
//   ExportedLinkRequest
//   ExportedMail
//   ExportedOperation
//   FailedCall
//   FailureKind
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
//   IssueCode
//   Language
//   MutationCall
//   Neighbour
//   Newer
//   NewerRefusal
//   NoDetails
//   Open
//   PageInput
//   Party
//   PerformActionInput
//   Proposal
//   ProposalInput
//   QueryCall
//   Reason
//   Refusal
//   RefusalDetails
//   RemoveWatchInput
//   RemovedWatch
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
//   Watch
//   Watches
//   WhoAmI
//   addDays
//   addMonths
//   bookingError
//   contains
//   createClient
//   dayIn
//   daysOf
//   describe
//   describeFields
//   failureKind
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
//   today
//   totalDays
// '@betzenstein/client/live' exports
//   Change
//   ListenOptions
//   listen
// '@betzenstein/client/query' exports
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
// '@betzenstein/client/testing' exports
//   FakeAnswers
//   FakeCall
//   FakeHouse
//   FakeHouseOptions
//   FakeMail
//   FakeServer
//   NOT_IN_FAKE_HOUSE
//   NotInFakeHouse
//   ProcedurePath
//   exampleBooking
//   exampleHouse
//   fakeClient
//   fakeHouse
//   fakeServer
//   refusal

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
  kind: Open<ActorKind>;
  name: string;
}
type ActorKind = (typeof ACTOR_KINDS)[number];
interface AddWatchInput extends DayRange {
  email?: string | undefined;
}
interface AddedWatch {
  accepted: true;
  watch?: Watch | undefined;
}
type ApiErrorData = Refusal & {
  code: TRPC_ERROR_CODE_KEY;
  httpStatus: number;
  path?: string;
  requestId?: string;
  hint?: string;
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
  status: Open<BookingStatus>;
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
  proposal: Proposal | null;
  availableActions: Open<BookingAction>[];
  context?: BookingContext | undefined;
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
interface BookingContext {
  before: Neighbour | null;
  after: Neighbour | null;
  holidays: Holiday[];
  year: number;
  share: Share;
}
type BookingError = (Refusal | NewerRefusal) & {
  message: string;
  hint?: string | undefined;
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
declare const CALLER_KINDS: readonly ['stranger', 'viewer', 'person', 'booking', 'action', 'watch'];
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
interface CallOptions {
  signal?: AbortSignal | undefined;
}
interface CallSettings {
  trpc?: {
    abortOnUnmount?: boolean | undefined;
  };
}
type Callable = Pick<Routes, Exclude<keyof Routes, 'live'>>;
type CallerKind = (typeof CALLER_KINDS)[number];
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
type Client = { [Room in keyof Callable]: CallsOf<Callable[Room]>; };
interface ClientOptions {
  url: string;
  token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  timeout?: number | undefined;
  retries?: number | undefined;
  onError?: ((error: unknown, call: FailedCall) => void) | undefined;
  fetch?: typeof fetch | undefined;
  headers?: Record<string, string> | undefined;
}
interface Conflict extends DayRange {
  firstName?: string | undefined;
  status?: Open<BookingStatus> | undefined;
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
type Day = `${number}-${number}-${number}`;
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
  proposal?: ProposalInput | undefined;
}
declare const EVENT_TYPES: readonly ['Submitted', 'Approved', 'Denied', 'Confirmed', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'Expired'];
interface Each<Of> {
  viewer: Of;
  approver(name: string): Of;
  person(email: string): Of;
}
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
    lastAskedAt: Date;
    linkUsedAt: Date | null;
    approverOf: string | null;
  };
  bookings: Booking[];
  events: ExportedEvent[];
  mails: ExportedMail[];
  watches: Watch[];
  linkRequests: ExportedLinkRequest[];
  operations: ExportedOperation[];
}
interface ExportedEvent {
  bookingId: string;
  at: Date;
  type: Open<EventType>;
  via: Open<Via>;
  comment: string | null;
  proposal?: DayRange | undefined;
}
interface ExportedLinkRequest {
  at: Date;
}
interface ExportedMail {
  kind: string;
  createdAt: Date;
  state: 'queued' | 'sent' | 'failed';
  bookingId: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  subject: string | null;
  text: string | null;
}
interface ExportedOperation {
  at: Date;
  command: string;
  bookingId: string | null;
  party: string | null;
}
interface FailedCall {
  path: string;
}
type Failure = TRPCClientErrorLike<AppRouter>;
type FailureKind = (typeof KINDS)[number];
type FakeAnswers = { [Path in ProcedurePath]?: Of<RouterOutputs, Path> | Error | ((input: Of<RouterInputs, Path>, call: FakeCall) => Of<RouterOutputs, Path> | Error | Promise<Of<RouterOutputs, Path> | Error>); };
interface FakeCall {
  path: ProcedurePath;
  input: unknown;
  token: string | undefined;
}
interface FakeHouse extends FakeServer {
  as: Each<Client> & {
    stranger: Client;
    holder(token: string): Client;
  };
  tokens: Each<string>;
  mails: readonly FakeMail[];
  travelTo(instant: string): void;
}
interface FakeHouseOptions {
  today?: Day;
  parties?: Party[];
  answers?: FakeAnswers;
}
interface FakeMail {
  kind: NoticeKind | 'DaysFree';
  to: string;
  bookingId: string | null;
  tokens: {
    person?: string;
    booking?: string;
    approve?: string;
    deny?: string;
    watch?: string;
  };
}
interface FakeServer {
  fetch: typeof fetch;
  calls: FakeCall[];
}
interface FeedAddress {
  url: string;
}
interface FieldIssue {
  path: string;
  issue: Open<IssueCode>;
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
  status: Open<BookingStatus>;
  firstName: string;
  partySize: number;
  affiliation: string;
}
interface GetBookingInput {
  id: string;
}
type Given<Input> = undefined extends Input ? [input?: Input, options?: CallOptions | undefined] : [input: Input, options?: CallOptions | undefined];
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
declare const ISSUES: readonly ["too_short", "too_long", "first_name_characters", "contains_link", "contains_email", "control_character", "required", "not_yours", "unknown_party", "not_a_day", "range_too_long", "foreign_cursor", "invalid_type", "invalid_value", "invalid_format", "too_small", "too_big", "unrecognized_keys"];
type InfiniteOptionsOf<Output, Data = InfiniteData<Output, Cursor>> = Omit<InfiniteQueryObserverOptions<Output, Failure, Data, ProcedureKey, Cursor>, 'queryFn'> & {
  queryFn: QueryFunction<Output, ProcedureKey, Cursor>;
  queryKey: DataTag<ProcedureKey, InfiniteData<Output, Cursor>, Failure>;
};
interface Initial<Output> {
  initialData: Output | (() => Output);
}
type IssueCode = (typeof ISSUES)[number];
interface KeyDetails {
  input?: unknown;
  type: 'query' | 'infinite';
}
type Language = 'de' | 'en';
interface ListenOptions extends Omit<ClientOptions, 'onError' | 'timeout' | 'retries'> {
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
interface MutationCall<Input, Output> {
  mutate(...given: Given<Input>): Promise<Output>;
}
interface MutationOf<Input, Output> {
  mutationOptions<OnMutateResult = unknown>(settings?: MutationSettings<Input, Output, OnMutateResult>): MutationOptionsOf<Input, Output, OnMutateResult>;
  mutationKey(): [path: string[]];
}
type MutationOptionsOf<Input, Output, OnMutateResult = unknown> = MutationObserverOptions<Output, Failure, Input, OnMutateResult> & {
  mutationFn: MutationFunction<Output, Input>;
  mutationKey: [path: string[]];
};
type MutationPath = PathOf<AnyMutationProcedure>;
declare const NOT_IN_FAKE_HOUSE: readonly ["house.notes", "house.setNotes", "access.feed", "access.requestLink", "access.rotateLink", "access.exportData", "access.forgetMe"];
interface Neighbour extends DayRange {
  bookingId: string;
  status: Open<BookingStatus>;
  firstName: string;
  freeDays: number;
}
declare enum Newer {
  word = "a word that only a newer server knows"
}
interface NewerRefusal {
  reason: Newer;
  details: Record<string, unknown>;
}
type NoDetails = Record<never, never>;
type NotInFakeHouse = (typeof NOT_IN_FAKE_HOUSE)[number];
type NoticeKind = 'Submitted' | 'Approved' | 'Confirmed' | 'Denied' | 'DatesShrunk' | 'DatesMoved' | 'Reopened' | 'Canceled';
type Of<All, Path extends ProcedurePath> = Path extends `${infer Group}.${infer Name}` ? Group extends keyof All ? Name extends keyof All[Group] ? All[Group][Name] : never : never : never;
type Open<Known extends string> = Known | Newer;
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
  proposal?: ProposalInput | undefined;
}
type ProcedureKey = [path: string[], of?: KeyDetails];
type ProcedurePath = QueryPath | MutationPath;
interface Proposal extends DayRange {
  party: string;
  isFree: boolean;
}
interface ProposalInput {
  startDate: Day;
  endDate: Day;
}
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
interface QueryCall<Input, Output> {
  query(...given: Given<Input>): Promise<Output>;
}
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
    status: Open<BookingStatus>;
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
    of?: 'watches';
  };
  UNAVAILABLE: NoDetails;
  INTERNAL: NoDetails;
}
interface RemoveWatchInput {
  id: string;
}
interface RemovedWatch {
  removed: boolean;
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
  watch: WatchRoutes;
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
declare const TEXT_ISSUES: readonly ['too_short', 'too_long', 'first_name_characters', 'contains_link', 'contains_email', 'control_character'];
type TextIssue = (typeof TEXT_ISSUES)[number];
interface TimelineEvent {
  at: Date;
  actor: Actor;
  type: Open<EventType>;
  via: Open<Via>;
  comment?: string | undefined;
  from?: DayRange | undefined;
  to?: DayRange | undefined;
  proposal?: DayRange | undefined;
}
declare const VIAS: readonly ['calendar', 'person', 'booking', 'action', 'operator', 'system'];
type Via = (typeof VIAS)[number];
interface Watch extends DayRange {
  id: string;
  createdAt: Date;
}
type WatchRoutes = {
  add: Mutation<AddWatchInput, AddedWatch>;
  mine: Query<void, Watches>;
  remove: Mutation<RemoveWatchInput, RemovedWatch>;
};
interface Watches {
  items: Watch[];
}
interface WhoAmI {
  kind: Open<CallerKind>;
  approverOf?: string | undefined;
  bookingId?: string | undefined;
}
declare function addDays(day: Day, count: number): Day;
declare function addMonths(day: Day, count: number): Day;
declare function bookingError(error: unknown): BookingError | undefined;
declare function contains(outer: DayRange, inner: DayRange): boolean;
declare function createClient({ url, token, headers, fetch, ...calls }: ClientOptions): Client;
declare function createQueries({ client, queryClient, invalidates }: QueriesOptions): Queries;
declare function dayIn(timeZone: string, instant: Date): Day;
declare const daysOf: (month: Day) => DayRange;
declare function describe(error: unknown, language?: Language): string;
declare function describeFields(error: unknown, language?: Language): Record<string, string>;
declare const exampleBooking: (changes?: Partial<Booking>) => Booking;
declare const exampleHouse: (changes?: Partial<HouseInfo>) => HouseInfo;
declare function failureKind(error: unknown): FailureKind;
declare function fakeClient(answers: FakeAnswers): Client;
declare function fakeHouse({ today, parties, answers }?: FakeHouseOptions): FakeHouse;
declare function fakeServer(answers: FakeAnswers): FakeServer;
declare function fieldErrors(error: unknown): Record<string, FieldIssue['issue']>;
declare function formatRange({ startDate, endDate }: DayRange): string;
declare function gridRange(month: Day): DayRange;
declare function intersection(a: DayRange, b: DayRange): DayRange | undefined;
declare function invalidateAfter(queryClient: QueryClient, path: MutationPath | SubscriptionPath): Promise<void>;
declare function isDay(text: string): text is Day;
declare function listen({ onChange, onEnd, signal, ...caller }: ListenOptions): () => void;
declare function mergeRanges(ranges: readonly DayRange[]): DayRange[];
declare function monthGrid(month: Day, today: Day, entries?: readonly CalendarEntry[], holidays?: readonly Holiday[]): DayCell[][];
declare const monthOf: (day: Day) => Day;
declare function overlaps(a: DayRange, b: DayRange): boolean;
declare function refusal<R extends Reason>(reason: R, ...[details]: RefusalDetails[R] extends NoDetails ? NoDetails extends RefusalDetails[R] ? [] : [RefusalDetails[R]] : never): Refusal;
declare function refusal<R extends Reason>(reason: R, ...details: Parameters<typeof refusal$1<R>> extends [R, ...infer Details] ? Details : never): TRPCClientError<AppRouter>;
declare const serialization: Pick<DefaultOptions, 'dehydrate' | 'hydrate'>;
declare function today(timeZone: string, now?: Date): Day;
declare function today(now?: Date): Day;
declare function totalDays(range: DayRange): number;
declare function useBetzenstein(): Queries;
