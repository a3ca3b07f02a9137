package import Foundation
import HTTPTypes
package import Hummingbird
package import Kernel

extension Site {
  /// A page of a template, with what every page shows around it.
  package func page(
    _ template: String,
    _ model: Model,
    _ context: SiteContext,
    _ status: HTTPResponse.Status = .ok
  ) throws -> Response {
    var all = frame(context)
    all.merge(model) { $1 }
    let text = try templates.render(template, all)
    return Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  /// What the layout asks for, with a plain value for all that only some pages set.
  private func frame(_ context: SiteContext) -> Model {
    let items = options.navigation.filter { $0.isShown(context.viewer) }
    return [
      "csrf": context.formToken, "isSignedIn": context.viewer.account != nil, "userName": context.name,
      "notice": options.notice ?? false,
      "assets": Assets.version,
      "navigation": items.map { item -> Model in
        let isCurrent = context.endpointPath?.hasPrefix(item.address) ?? false
        return ["navLabel": item.label, "navAddress": item.address, "isCurrent": isCurrent]
      },
      "errors": [Model](), "hasErrors": false, "hidden": [Model](), "caption": false, "lead": false,
      "notes": [Model](),
      "buttonStyle": "", "isMultipart": false, "file": false, "hasDrops": false, "paging": false,
      "siteNotice": options.notice ?? false, "hasDownloads": false, "downloadHint": false,
      "alert": false, "provider": false, "hidesForm": false,
    ]
  }

  /// A page of one form: 200 as it is opened, 422 where it is shown again with what is wrong.
  package func formPage(
    _ model: Model,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    try page("site/form", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  /// A page with a heading and a few sentences: what happened, and what to do now.
  package func message(
    _ heading: String,
    _ sentences: [String],
    goingTo link: (words: String, address: String) = ("Go to the home page", "/"),
    _ context: SiteContext,
    _ status: HTTPResponse.Status
  ) throws -> Response {
    try page(
      "site/message",
      [
        "heading": heading, "sentences": sentences.map { ["sentence": $0] as Model },
        "linkWords": link.words, "linkAddress": link.address,
      ],
      context,
      status
    )
  }

  /// Both versions side by side, and the asker's own to go on with: nothing that was written is lost, and
  /// nothing that the asker did not touch is taken back.
  ///
  /// - Parameters:
  ///   - seen: The record as the asker saw it.
  ///   - now: The record as it is now.
  ///   - yours: The record as the asker would have it.
  ///   - sent: What the asker sent.
  ///   - model: The form with those values, made from the record as it is now.
  package func conflictPage<Value>(
    _ form: Form<Value>,
    seen: Value,
    now: Value,
    yours: Value,
    _ sent: FormValues,
    _ context: SiteContext,
    _ model: (FormValues) -> Model
  ) throws -> Response {
    let merged = try form.merged(seen: seen, now: now, yours: yours)
    let differences = form.differences(now, merged)
    let page: Model = [
      "heading": "Somebody changed this meanwhile",
      "lead": "What you wrote is not stored yet. Below is what the record says now, beside what you wrote.",
      "hasDifferences": !differences.isEmpty,
      "differences": differences.map { difference -> Model in
        ["differenceLabel": difference.label, "theirs": difference.before, "yours": difference.after]
      },
    ]
    let shown = model(form.values(of: merged, over: sent)).merging(page) { $1 }
    return try self.page("site/conflict", shown, context, .conflict)
  }

  package func redirect(to address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
  }

  /// What a browser's form sent, once it proved to be a form of this visitor's.
  ///
  /// - Throws: ``Unreadable``, ``TooLarge``, ``ForeignForm``.
  package func values(of request: Request, _ context: SiteContext) async throws -> FormValues {
    let values = try await sent(by: request)
    guard Secret.isSame(values.text("csrf"), context.formToken) else { throw ForeignForm(sent: values) }
    return values
  }

  /// What a browser's form sent, whoever sent it.
  ///
  /// A file somewhat too large is read all the same, so that the form can say so and keep what was typed.
  ///
  /// - Throws: ``Unreadable``, ``TooLarge``.
  func sent(by request: Request) async throws -> FormValues {
    let type = request.headers[.contentType] ?? ""
    let isMultipart = type.lowercased().hasPrefix("multipart/form-data")
    let limit = isMultipart ? 3 * options.uploadLimit + 1_000_000 : 1_000_000
    let body = try await self.body(of: request, upTo: limit)
    guard isMultipart else { return try FormValues(urlEncoded: String(decoding: body, as: UTF8.self)) }
    guard let boundary = Multipart.boundary(of: type) else { throw Unreadable("The form has no boundary.") }
    return try Multipart.values(body, boundary: boundary)
  }

  package func body(of request: Request, upTo limit: Int) async throws -> Data {
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw TooLarge(limit: limit)
    }
    var data = Data()
    do {
      for try await part in request.body {
        guard data.count + part.readableBytes <= limit else { throw TooLarge(limit: limit) }
        data.append(contentsOf: part.readableBytesView)
      }
    } catch let large as TooLarge {
      throw large
    } catch {
      // Hung up, or sent what is no HTTP: not a failure of ours.
      throw Unreadable("The request ended before all of it had come.")
    }
    return data
  }

  /// The kind of a file that was sent, as its bytes show it.
  ///
  /// - Parameter field: What sent it.
  /// - Throws: ``Invalid``.
  package func kind(of upload: Upload, _ field: String) throws(Invalid) -> FileKind {
    guard upload.bytes.count <= options.uploadLimit else {
      throw Invalid([
        FieldError(field, "The file must be smaller than \(options.uploadLimit / 1_000_000) MB")
      ])
    }
    guard let kind = FileKind(upload.bytes) else {
      throw Invalid([
        FieldError(
          field,
          "The file must be a PDF, an office document without macros, a picture or plain text"
        )
      ])
    }
    guard kind.fits(upload.name) else {
      throw Invalid([
        FieldError(
          field,
          "The file is \(kind.label), and its name says that it is something else. Give it a name that ends in .\(kind.endings[0])"
        )
      ])
    }
    return kind
  }

  /// Keeps a file, and reads its text before any record names it: whoever folds that record finds it there.
  ///
  /// - Returns: Its digest.
  package func keep(_ upload: Upload, _ kind: FileKind, by viewer: Viewer) async throws -> String {
    let digest = try blobs.keep(upload.bytes)
    _ = await texts.text(of: digest, mediaType: kind.rawValue, for: viewer.account)
    return digest
  }
}

/// A post that carries no token of this visitor's; 403, and nothing was done.
package struct ForeignForm: Error, Equatable, Sendable {
  /// What it held, where a page of this site sent it: its session may have ended since.
  package var sent: FormValues?
}

/// A page after the last of a list, which has become shorter or never was so long.
struct BeyondTheEnd: Error {
  /// The address of its last page.
  let last: String
}

/// Which part of a long list is asked for.
package struct Paging: Sendable {
  package let page: Int
  package let size: Int

  package var offset: Int { (page - 1) * size }

  package init(_ request: Request, size: Int = 20) {
    let asked = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
    page = min(max(asked, 1), 100_000)
    self.size = size
  }

  /// The links between pages; false where one page holds all.
  ///
  /// - Throws: ``BeyondTheEnd``.
  package func model(total: Int, at path: String, _ query: [(name: String, value: String)]) throws -> Any {
    let last = max(1, (total + size - 1) / size)
    func address(_ page: Int) -> String {
      path.withQuery(query + [("page", String(page))])
    }
    guard page <= last else { throw BeyondTheEnd(last: address(last)) }
    guard last > 1 else { return false }
    let shown = Set([1, last, page - 1, page, page + 1].filter { (1...last).contains($0) }).sorted()
    var items: [Model] = []
    for (index, number) in shown.enumerated() {
      let isGap = index > 0 && number - shown[index - 1] > 1
      items.append([
        "number": number, "pageAddress": address(number), "isCurrentPage": number == page, "hasGap": isGap,
      ])
    }
    return [
      "items": items, "previousAddress": page > 1 ? address(page - 1) : false,
      "nextAddress": page < last ? address(page + 1) : false,
    ] as Model
  }
}

extension Request {
  /// What stands in the address behind the question mark, as browsers write it: a plus is a space.
  package var asked: FormValues { FormValues(query: uri.query ?? "") }
}

extension String {
  /// This path with names and values behind it.
  package func withQuery(_ pairs: [(name: String, value: String)], after mark: String = "?") -> String {
    guard !pairs.isEmpty else { return self }
    return self + mark + pairs.map { "\($0.name.urlEncoded)=\($0.value.urlEncoded)" }.joined(separator: "&")
  }

  /// For the query of an address.
  package var urlEncoded: String {
    addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? ""
  }
}
