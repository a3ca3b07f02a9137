import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// The pages of one kind of record, as what is done to it uses them.
protocol SteppedPages: Sendable {
  associatedtype Record: Sendable
  var site: Site { get }
  /// The record of the address, where the viewer may do this with it.
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Record
  /// Writes who looks, before a form shows what is sealed.
  func look(at record: Record, for act: String, _ request: Request, _ context: SiteContext) async throws
  func place(of record: Record) -> RecordPlace
}

extension SteppedPages {
  func look(at record: Record, for act: String, _ request: Request, _ context: SiteContext) async throws {}
}

/// Where a form leads back to.
struct RecordPlace: Sendable {
  /// What the record is called.
  let caption: String
  let address: String
  /// The words of the link.
  let back: String
}

/// Something that is done to a record by a form: the same on its page and for programs.
struct RecordStep<Pages: SteppedPages>: Sendable {
  typealias Record = Pages.Record
  typealias Words<Value> = @Sendable (Pages, Record) async throws -> Value

  let act: String
  let frame: FormFrame
  let body: APIBody
  fileprivate let fields: @Sendable (Pages, Record, FormValues, [FieldError]) async throws -> Model
  /// Does it; a refusal becomes an error of a field where it came by a form.
  fileprivate let take:
    @Sendable (Pages, Record, FormValues, SiteContext, _ byForm: Bool) async throws -> Void
  fileprivate var initial: Words<FormValues> = { _, _ in FormValues() }
  fileprivate var heading: (@Sendable (Record) -> String)?
  fileprivate var notes: Words<[String]> = { _, _ in [] }
  fileprivate var next: Words<String>?
  /// What of a form that was turned away is shown again.
  fileprivate var kept: @Sendable (FormValues, [FieldError]) -> FormValues = { values, _ in values }

  /// - Parameters:
  ///   - described: The form as the interface for programs describes it.
  ///   - form: The form of a record, where its choices depend on that.
  ///   - field: The field beside which a refusal stands.
  ///   - command: What to decide, and on which stream.
  init<Value, D: Decider>(
    _ act: String,
    _ frame: FormFrame,
    _ described: Form<Value>,
    _ form: @escaping @Sendable (Pages, Record) async throws -> Form<Value>,
    into blank: Value,
    of decider: D.Type,
    refusing field: String,
    _ command: @escaping @Sendable (Pages, Record, Value) async throws -> (D.Command, on: String)
  ) {
    self.init(act, frame, described, form, into: blank) { pages, record, value, context, byForm in
      let (command, id) = try await command(pages, record, value)
      let field = byForm ? field : nil
      try await pages.site.perform(command, on: id, of: decider, refusing: field, by: context.viewer)
    }
  }

  init<Value, D: Decider>(
    _ act: String,
    _ frame: FormFrame,
    _ form: Form<Value>,
    into blank: Value,
    of decider: D.Type,
    refusing field: String,
    _ command: @escaping @Sendable (Pages, Record, Value) async throws -> (D.Command, on: String)
  ) {
    self.init(act, frame, form, { _, _ in form }, into: blank, of: decider, refusing: field, command)
  }

  /// For what is more than one decision.
  init<Value>(
    _ act: String,
    _ frame: FormFrame,
    _ described: Form<Value>,
    _ form: @escaping @Sendable (Pages, Record) async throws -> Form<Value>,
    into blank: Value,
    doing work: @escaping @Sendable (Pages, Record, Value, SiteContext, _ byForm: Bool) async throws -> Void
  ) {
    self.act = act
    self.frame = frame
    body = APIBody(described)
    fields = { pages, record, values, errors in
      try await form(pages, record).model(values, errors: errors)
    }
    take = { pages, record, values, context, byForm in
      let value = try await form(pages, record).parse(values, into: blank)
      try await work(pages, record, value, context, byForm)
    }
  }

  // MARK: What a form shows besides

  /// Fills the form with what is recorded already.
  func beginning(with initial: @escaping Words<FormValues>) -> Self { changed { $0.initial = initial } }

  func titled(_ heading: @escaping @Sendable (Record) -> String) -> Self { changed { $0.heading = heading } }

  /// Sentences above the form.
  func noting(_ notes: @escaping Words<[String]>) -> Self { changed { $0.notes = notes } }

  /// Goes on to another page than the record's.
  func going(to next: @escaping Words<String>) -> Self { changed { $0.next = next } }

  func keeping(_ kept: @escaping @Sendable (FormValues, [FieldError]) -> FormValues) -> Self {
    changed { $0.kept = kept }
  }

  private func changed(_ change: (inout Self) -> Void) -> Self {
    var step = self
    change(&step)
    return step
  }

  /// The same as a call; what it answers is what reading the record answers.
  func call<API>(
    _ path: String,
    _ name: String,
    _ summary: String,
    answer: APIAnswer,
    needsPurpose: Bool = false,
    _ pages: @escaping @Sendable (API) -> Pages,
    _ shown: @escaping @Sendable (API, Record) async throws -> Response
  ) -> APICall<API> {
    APICall(
      .post,
      path,
      name,
      summary,
      body: body,
      answer: answer,
      needsPurpose: needsPurpose,
      act: act
    ) { api, request, context in
      let pages = pages(api)
      let record = try await pages.record(to: act, request, context)
      let values = try await pages.site.values(of: request, body)
      try await take(pages, record, values, context, false)
      return try await shown(api, record)
    }
  }
}

extension SteppedPages {
  /// - Parameter path: Of the record's page.
  func register(_ steps: [RecordStep<Self>], at path: String, on routes: RouterGroup<SiteContext>) {
    for step in steps {
      routes.get(RouterPath(path + step.frame.path)) { request, context in
        let record = try await record(to: step.act, request, context)
        try await look(at: record, for: step.act, request, context)
        let values = try await step.initial(self, record)
        return try await page(step, record, values, [], request, context)
      }
      routes.post(RouterPath(path + step.frame.path)) { request, context in
        let record = try await record(to: step.act, request, context)
        let values = try await site.values(of: request, context)
        do {
          try await step.take(self, record, values, context, true)
        } catch let invalid as Invalid {
          let kept = step.kept(values, invalid.errors)
          return try await page(step, record, kept, invalid.errors, request, context)
        }
        return site.redirect(to: try await step.next?(self, record) ?? place(of: record).address)
      }
    }
  }

  private func page(
    _ step: RecordStep<Self>,
    _ record: Record,
    _ values: FormValues,
    _ errors: [FieldError],
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let place = place(of: record)
    let form = try await step.fields(self, record, values, errors)
    var model = step.frame.model(form, caption: place.caption, at: place.address, back: place.back)
    // A path with parameters stands in its address with their values.
    model["action"] = request.uri.path
    if let heading = step.heading { model["heading"] = heading(record) }
    model["notes"] = try await step.notes(self, record).map { ["sentence": $0] as Model }
    return try site.formPage(model, errors, context)
  }
}
