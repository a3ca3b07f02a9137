/// What a form page shows around its fields, for a form of one record.
package struct FormFrame: Sendable {
  package let heading: String
  /// Where it is sent, after the record's own address.
  package let path: String
  package let button: String
  package var lead: String?
  package var style: String
  package var hidden: (name: String, value: String)?

  package init(
    heading: String,
    path: String,
    button: String,
    lead: String? = nil,
    style: String = "",
    hidden: (name: String, value: String)? = nil
  ) {
    self.heading = heading
    self.path = path
    self.button = button
    self.lead = lead
    self.style = style
    self.hidden = hidden
  }

  /// - Parameters:
  ///   - caption: What the record is called.
  ///   - address: The record's page, to which the way back leads.
  package func model(_ form: Model, caption: String, at address: String, back: String) -> Model {
    let page: Model = [
      "caption": caption, "heading": heading, "lead": lead ?? false, "action": address + path,
      "button": button, "buttonStyle": style, "backAddress": address, "backLabel": back,
      "hidden": hidden.map { [["hiddenName": $0.name, "hiddenValue": $0.value] as Model] } ?? [],
    ]
    return form.merging(page) { $1 }
  }
}

/// Why somebody does something, as it is asked alone or under another form.
package enum Reason {
  package static let form = Form<String>(
    "reason",
    [
      .area(
        \.self,
        "reason",
        "Why",
        hint: "It stands in the history",
        max: 1000,
        required: "Say why",
        rows: 2
      )
    ]
  )

  /// A form's fields, and that of the reason behind them.
  package static func model<Value>(
    under form: Form<Value>,
    _ values: FormValues,
    _ errors: [FieldError] = []
  ) -> Model {
    var model = form.model(values, errors: errors)
    let reason = Self.form.model(values, errors: errors)
    model["fields"] = ((model["fields"] as? [Model]) ?? []) + ((reason["fields"] as? [Model]) ?? [])
    return model
  }

  /// A value and the reason beside it.
  ///
  /// - Throws: ``Invalid`` with every error of both.
  package static func parse<Value>(
    beside read: () throws(Invalid) -> Value,
    _ values: FormValues
  ) throws(Invalid) -> (Value, reason: String) {
    var errors: [FieldError] = []
    var value: Value?
    var reason = ""
    do { value = try read() } catch { errors += error.errors }
    do { reason = try form.parse(values, into: "") } catch { errors += error.errors }
    guard errors.isEmpty, let value else { throw Invalid(errors) }
    return (value, reason)
  }
}
