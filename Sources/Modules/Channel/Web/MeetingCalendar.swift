import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The meetings of somebody's areas as iCalendar (RFC 5545), at an address with a secret: calendar programs cannot
/// sign in, so nothing stands in it that is about anybody.
struct MeetingCalendar: Sendable {
  let site: Site

  func register(on routes: RouterGroup<SiteContext>) {
    routes.get("meetings/calendar", use: show)
    routes.post("meetings/calendar", use: make)
    routes.post("meetings/calendar/stop", use: stop)
    routes.get("calendars/{secret}", use: calendar)
  }

  private func account(_ context: SiteContext) throws -> String {
    try MeetingPolicy.policy.require(.list, context.viewer, .none)
    return try context.account()
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await page(try account(context), context)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    let account = try account(context)
    _ = try await site.values(of: request, context)
    // A way in to be kept: whoever has only the session of somebody else cannot take it along.
    try site.requireRecentProof(context)
    let secret = Secret.make()
    try await site.signIn.store.setCalendar(Secret.digest(secret), of: account, at: site.now())
    return try await page(account, new: "\(context.origin)/calendars/\(secret).ics", context)
  }

  @Sendable func stop(_ request: Request, _ context: SiteContext) async throws -> Response {
    let account = try account(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.endCalendar(of: account)
    return site.redirect(to: "/meetings/calendar")
  }

  private func page(
    _ account: String,
    new address: String? = nil,
    _ context: SiteContext
  ) async throws -> Response {
    let made = try await site.signIn.store.calendarMade(of: account)
    let day = made.map { PartialDate(on: $0).words }
    return try site.page("channel/calendar", ["newAddress": address ?? false, "made": day ?? false], context)
  }

  /// How many days back meetings stand in it.
  private static let days = 31

  @Sendable func calendar(_ request: Request, _ context: SiteContext) async throws -> Response {
    let secret = try context.parameters.require("secret").replacing(/\.ics$/, with: "")
    let today = site.today
    // The roles are asked each time: whoever leaves casework has an empty calendar from that day.
    guard let account = try await site.signIn.store.calendarOwner(Secret.digest(secret)),
      let person = try await site.people.find(account, today),
      MeetingPolicy.policy.allows(.list, person.viewer, .none)
    else { throw NotFound() }
    let seats = try await site.read(Panel.vault) { try PanelList.areas(of: account, in: $0) }
    let areas = person.viewer.areas(Casework.roles).map { Set($0 + seats).sorted() }
    let rows = try await site.read(PanelMeeting.vault) {
      try MeetingList.slice(areas: areas, from: today.adding(days: -Self.days), limit: 1000, in: $0)
    }
    let names = try await site.areaNames()
    let text = Self.text(rows, names, site.now(), origin: context.origin)
    return Response(
      status: .ok,
      headers: [.contentType: "text/calendar; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  static func text(
    _ rows: [MeetingList.Row],
    _ areas: [String: String],
    _ now: Date,
    origin: String
  ) -> String {
    let stamp = now.ISO8601Format().filter { $0 != "-" && $0 != ":" }
    let events = rows.flatMap { row -> [String] in
      let title = "Panel of \(areas[row.area] ?? row.area)"
      return [
        "BEGIN:VEVENT", "UID:\(row.id)@touchstone", "DTSTAMP:\(stamp)", "SEQUENCE:\(row.version)",
        "DTSTART;VALUE=DATE:\(row.on.iso.filter { $0 != "-" })", "SUMMARY:\(escaped(title))",
        "LOCATION:\(escaped(row.place))", "URL:\(origin)/meetings/\(row.id)",
        "STATUS:\(row.life == .cancelled ? "CANCELLED" : "CONFIRMED")", "END:VEVENT",
      ]
    }
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Touchstone//Meetings//EN"] + events + ["END:VCALENDAR"]
    return lines.map(folded).joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
      .replacing("\n", with: "\\n")
  }

  /// No line has more than 75 bytes; one that is longer goes on in the next, behind a space.
  private static func folded(_ line: String) -> String {
    var (folded, length) = ("", 0)
    for character in line {
      let bytes = String(character).utf8.count
      if length + bytes > 75 {
        folded += "\r\n "
        length = 1
      }
      folded.append(character)
      length += bytes
    }
    return folded + "\r\n"
  }
}
