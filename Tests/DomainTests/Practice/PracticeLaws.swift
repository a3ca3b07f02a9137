import Kernel
import TestSupport
import Testing

@testable import Domain

/// What holds after every sequence of commands by four people.
struct PracticeLaws {
  private struct Step {
    let command: Practice.Command
    let by: String
  }

  private let steps: [Step] = {
    let commands: [Practice.Command] = [
      .deposit(.sample, organisation: nil), .submit, .review(.init(recommendation: "publish")),
      .returnToDepositor(note: "n"), .publish(reason: "r"), .withdraw(reason: "r"),
      .revise(.other, reason: "r"),
    ]
    return commands.flatMap { command in
      ["ada", "ron", "rhea", "edie"].map { Step(command: command, by: $0) }
    }
  }()

  private func explore(
    _ past: [(Practice.Event, Occasion)],
    _ depth: Int,
    _ law: ([(Practice.Event, Occasion)], Practice.State) -> Void
  ) {
    let state = Practice.replay(past)
    law(past, state)
    guard depth > 0 else { return }
    for step in steps {
      let occasion = Occasion(by: step.by, at: .story)
      guard let next = try? Practice.decide(step.command, on: state, occasion), !next.isEmpty else {
        continue
      }
      explore(past + next.map { ($0, occasion) }, depth - 1, law)
    }
  }

  @Test func `what is published was reviewed by two people who had no part in it`() {
    var published = 0
    explore([], 6) { past, state in
      guard case .published? = past.last?.0 else { return }
      published += 1
      #expect(state.reviews.count >= 2)
      #expect(state.contributors.isDisjoint(with: state.reviews.keys))
      #expect(past.last.map { !state.contributors.contains($0.1.by) } == true)
    }
    #expect(published > 0)
  }

  @Test func `what publication needed is never emptied, and what was missing before is no hindrance`() {
    var emptied = Practice.Details.sample
    (emptied.problem, emptied.outcomes) = ("", "")
    var state = Practice.State(life: .published, details: .sample)
    let occasion = Occasion(by: "edie", at: .story)
    #expect(throws: Practice.Refusal.needed(["problem", "outcome"])) {
      try Practice.decide(.revise(emptied, reason: "r"), on: state, occasion)
    }
    state.details = emptied
    var described = emptied
    described.harms = "One family felt singled out."
    #expect(throws: Never.self) { try Practice.decide(.revise(described, reason: "r"), on: state, occasion) }
    state.life = .draft
    state.details = .sample
    #expect(throws: Never.self) { try Practice.decide(.revise(emptied, reason: ""), on: state, occasion) }
  }

  @Test func `nothing happens to what is withdrawn`() {
    explore([], 4) { past, state in
      guard state.life.isOver else { return }
      for step in steps {
        let next = try? Practice.decide(step.command, on: state, Occasion(by: step.by, at: .story))
        #expect(next?.isEmpty ?? true)
      }
    }
  }

  @Test func `asking twice is asking once`() {
    explore([], 3) { past, state in
      for step in steps {
        let occasion = Occasion(by: step.by, at: .story)
        guard let next = try? Practice.decide(step.command, on: state, occasion) else { continue }
        let after = Practice.replay(past + next.map { ($0, occasion) })
        #expect((try? Practice.decide(step.command, on: after, occasion))?.isEmpty ?? true)
      }
    }
  }
}

struct PracticeLines {
  @Test func `sources and contacts are read from lines and written back`() {
    var details = Practice.Details(title: "t")
    details.sourceLines = ["A report | https://example.org/r | 2010-03", "A letter"]
    #expect(
      details.sources == [
        .init(title: "A report", address: "https://example.org/r", date: PartialDate("2010-03")),
        .init(title: "A letter"),
      ]
    )
    #expect(details.sourceLines == ["A report | https://example.org/r | 2010-03", "A letter"])
    details.contactLines = ["Ada Example | Officer | ada@touchstone.example | 01632 960000"]
    var count = 0
    details.nameContacts {
      count += 1
      return "subject-\(count)"
    }
    #expect(details.contacts.first?.subject == "subject-1")
    #expect(details.contacts.first?.value?.telephone == "01632 960000")
  }

  @Test func `a contact whose line is unchanged stays the same person`() {
    var details = Practice.Details(title: "t")
    details.contacts = [Personal(.init(name: "Ada", role: "Officer"), of: "subject-1")]
    details.contactLines = ["Bea | Officer"] + details.contactLines
    details.nameContacts { "subject-2" }
    #expect(details.contacts.map(\.subject) == ["subject-2", "subject-1"])
  }

  @Test func `every list has codes of its own and a label for each`() {
    let lists = [
      Practice.strandList, Practice.settingList, Practice.objectiveList, Practice.stageList,
      Practice.marylandList,
      Practice.strengthList, Practice.recommendationList, Practice.areaList,
    ]
    for list in lists {
      #expect(Set(list.codes.map(\.code)).count == list.codes.count, "\(list.name)")
      #expect(list.codes.allSatisfy { !$0.label.isEmpty })
    }
    #expect(Practice.areaList.codes.count == 43)
  }
}
