import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Settings for programs: the same commands, views and policy as the pages, as JSON.
package struct SettingAPI: InterfacePart {
  private let pages: SettingPages
  private var site: Site { pages.site }

  package init(site: Site) { pages = SettingPages(site: site) }

  private static let changing = APIBody(SettingForm.any)
  private static let declining = APIBody(Reason.form)

  package static let calls: [APICall<SettingAPI>] = [
    APICall(
      .get,
      "settings",
      "listSettings",
      "List what is set by decision",
      answer: .list(settings)
    ) { api, request, context in
      try api.site.answer(settings, all: try await api.pages.standings(context), request)
    },
    APICall(
      .get,
      "settings/start-up",
      "listStartUpSettings",
      "List what the operator started the program with; secrets are hidden",
      answer: .list(operatorSettings)
    ) { api, request, context in
      try api.site.answer(operatorSettings, all: try await api.pages.operatorSettings(context).seen, request)
    },
    APICall(
      .get,
      "settings/{id}",
      "readSetting",
      "Read a setting: its value today, and where it comes from",
      answer: .record(setting)
    ) { api, _, context in try api.answer(try await api.pages.found(context, to: .read)) },
    APICall(
      .get,
      "settings/{id}/history",
      "listSettingHistory",
      "List what was done to a setting, the earliest first",
      answer: .list(HistoryLine.list)
    ) { api, request, context in
      let lines = try await api.pages.history(of: try await api.pages.found(context, to: .read))
      return try api.site.answer(HistoryLine.list, all: lines, request)
    },
    APICall(
      .post,
      "settings/{id}/change",
      "changeSetting",
      "Change a setting from a day on, or propose it where two people decide",
      body: changing,
      answer: .record(setting),
      act: SettingPolicy.Act.change.rawValue
    ) { api, request, context in
      let standing = try await api.pages.found(context, to: .change)
      let values = try await api.site.values(of: request, changing)
      let change = try SettingForm.form(standing.declaration).parse(values, into: .init())
      try await api.pages.change(standing, change, refusing: "value", context)
      return try await api.again(context)
    },
    APICall(
      .post,
      "settings/{id}/agree",
      "agreeToSetting",
      "Agree to the change that somebody else proposed",
      body: .nothing,
      answer: .record(setting),
      act: SettingPolicy.Act.agree.rawValue
    ) { api, request, context in
      let standing = try await api.pages.found(context, to: .agree)
      _ = try await api.site.values(of: request, .nothing)
      try await api.pages.agree(standing, context)
      return try await api.again(context)
    },
    APICall(
      .post,
      "settings/{id}/decline",
      "declineSetting",
      "Decline the change that is proposed, or take it back",
      body: declining,
      answer: .record(setting),
      act: SettingPolicy.Act.decline.rawValue
    ) { api, request, context in
      let standing = try await api.pages.found(context, to: .decline)
      try await api.pages.decline(standing, try await api.site.values(of: request, declining), context)
      return try await api.again(context)
    },
  ]

  private func again(_ context: SiteContext) async throws -> Response {
    try answer(try await pages.found(context, to: .read))
  }

  private func answer(_ standing: SettingStanding) throws -> Response {
    try site.answer(Self.setting, standing, version: standing.version)
  }

  private static let settings = APIList("settings", of: setting)

  private static let setting = Shape<SettingStanding>(
    "Setting",
    [
      .value("key", "Its name for ever") { $0.key },
      .value("meaning", "What it means") { $0.declaration.meaning },
      .value("value", "What it is today; a number is written in digits") { $0.value },
      .value("words", "The same as people read it") { $0.declaration.words($0.value) },
      .value("default", "What it is where nobody decided otherwise") { $0.declaration.fallback },
      .value("since", "The day from which the decided value holds; null for the default") {
        $0.decision?.from
      },
      .value("source", "What the default rests on") { $0.declaration.source },
      .value("is_confirmed", "Whether the default was read in its source") { $0.declaration.isConfirmed },
      .value("needs_two", "Whether one person proposes a change and another agrees") {
        $0.declaration.needsTwo
      },
      .value("proposed", "The value that waits for somebody else to agree") { $0.proposal?.value },
      .value("proposed_from", "The day from which it is to hold") { $0.proposal?.from },
    ]
  )

  private static let operatorSettings = APIList(
    "settings",
    of: Shape<SettingList.Seen>(
      "StartUpSetting",
      [
        .value("key", "Its name in the settings file") { $0.key },
        .value("value", "What it is; null for a secret") { $0.value },
        .value("since", "When a start first found it so") { $0.since.ISO8601Format() },
      ]
    )
  )
}
