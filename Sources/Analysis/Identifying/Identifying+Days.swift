/// Days, and roughly when.
extension Identifying {
  static func dates(in text: ReadText) -> [Finding] {
    all(
      [
        (#/\b\d{1,2}[\/.\-]\d{1,2}[\/.\-]\d{2,4}\b/#, "It is a date."),
        (#/\b\d{4}-\d{2}(?:-\d{2})?\b/#, "It is a date."),
        (
          #/\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:,?\s+\d{4})?/#
            .ignoresCase(), "It is a date."
        ),
        (
          #/\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b/#
            .ignoresCase(), "It is a date."
        ),
      ],
      .date,
      .mustChange,
      in: text
    )
      + all(
        [
          (
            #/\b(?:(?:last|next|this|on|every)\s+)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b/#
              .ignoresCase(), "It says when: say how long instead, or leave it out."
          ),
          (
            #/\b(?:January|February|March|April|June|July|August|September|October|November|December)(?:\s+\d{4})?\b/#,
            "It says when: say how long instead, or leave it out."
          ),
          (#/\b(?:in|since|until|by|last|next|of)\s+May\b|\bMay\s+\d{4}/#, "It says when."),
          (#/\b(?:19|20)\d{2}\b/#, "It says in which year."),
          (#/\b(?:19|20)\d0s\b/#, "It says in which years."),
          (
            #/\bthe\s+(?:(?:early|mid|late)[\s\-]+)?(?:[2-9]0s|sixties|seventies|eighties|nineties)\b/#
              .ignoresCase(), "It says in which years."
          ),
          (season, "It says when: say how long instead, or leave it out."),
          (seasonOfYear, "It says when: say how long instead, or leave it out."),
          (
            #/\b(?:yesterday|(?:last|next|this)\s+(?:week|month|year|summer|winter|spring|autumn|term)|\w+\s+(?:days?|weeks?|months?|years?)\s+ago)\b/#
              .ignoresCase(), "It says when: say how long instead, or leave it out."
          ),
          (#/\b(?:Ramadan|Eid|Christmas|Easter|Diwali|Hanukkah|Vaisakhi)\b/#, "It says when."),
        ],
        .date,
        .mustJustify,
        in: text
      )
      + daysAndMonths(in: text)
  }

  /// A season in which something was, and not what is called after one: a summer school, a spring clean.
  private static var season: Regex<Substring> {
    #/
      \b(?:
        (?:in|during|since|until|till|by|over|through|throughout|before|after|from)\s+
        (?:(?:the|that|this|last|next|one|same|following|previous|early|mid|late)[\s\-]+)*
        |(?:the\s+)?(?:that|following|previous|early|mid|late)[\s\-]+
      )
      (?:spring|summer|autumn|winter)\b
      (?:\s+(?:term|half[\s\-]?term|holidays?|break)\b|(?:\s+of)?\s+(?:19|20)\d{2}\b)?
      (?![\s\-]+(?:
        school|camp|club|class|course|league|fair|party|event|project|programme|scheme|activit|work|job
        |placement|clean|water|board|clothes|coat|olympic
      ))
    /#
    .ignoresCase()
  }

  private static var seasonOfYear: Regex<Substring> {
    #/
      \b(?:the\s+)?(?:spring|summer|autumn|winter)
      (?:
        \s+(?:term|half[\s\-]?term|holidays?|break)
        |(?:\s+of)?\s+(?:19|20)\d{2}
        |\s+of\s+(?:that|this|last|the\s+\w+)\s+year
      )\b
    /#
    .ignoresCase()
  }

  /// “7/7”, but neither a fraction, nor so many of what follows, nor “24/7”.
  private static func daysAndMonths(in text: ReadText) -> [Finding] {
    let pattern =
      #/
      \b((?:on|since|until|till|before|after)\s+)?(\d{1,2})\/(\d{1,2})\b
      (?![\/\d]|\s*%|\s+(?:of|per|people|children)\b)
      (?!\s+(?!(?:was|is|has|this|his|its|as|us|does|always)\b)\w+s\b)
    /#
      .ignoresCase()
    return matches(pattern, in: text) { _, before, first, second in
      guard let day = Int(first), let month = Int(second), (1...31).contains(day) else { return false }
      guard (1...12).contains(month) || (before != nil && day <= 12 && (1...31).contains(month)) else {
        return false
      }
      // What has more than there are months cannot be a part of so few.
      return before != nil || (day > 12 && (day, month) != (24, 7))
    }
    .map { finding($0, $1, .date, .mustJustify, "It may be a date.", in: text) }
  }
}
