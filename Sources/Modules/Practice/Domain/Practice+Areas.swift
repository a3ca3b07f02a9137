package import Kernel

extension Practice {
  /// The police force areas of England and Wales, by the codes of the Office for National Statistics.
  ///
  /// The directory lists the same areas under the same codes; Tests/WebTests compares the two.
  package static let areaList = CodeList(
    "police-force-area",
    version: 1,
    [
      .init("E23000036", "Avon and Somerset"),
      .init("E23000026", "Bedfordshire"),
      .init("E23000023", "Cambridgeshire"),
      .init("E23000006", "Cheshire"),
      .init("E23000034", "City of London"),
      .init("E23000013", "Cleveland"),
      .init("E23000002", "Cumbria"),
      .init("E23000018", "Derbyshire"),
      .init("E23000035", "Devon and Cornwall"),
      .init("E23000039", "Dorset"),
      .init("E23000008", "Durham"),
      .init("W15000004", "Dyfed-Powys"),
      .init("E23000028", "Essex"),
      .init("E23000037", "Gloucestershire"),
      .init("E23000005", "Greater Manchester"),
      .init("W15000002", "Gwent"),
      .init("E23000030", "Hampshire"),
      .init("E23000027", "Hertfordshire"),
      .init("E23000012", "Humberside"),
      .init("E23000032", "Kent"),
      .init("E23000003", "Lancashire"),
      .init("E23000021", "Leicestershire"),
      .init("E23000020", "Lincolnshire"),
      .init("E23000004", "Merseyside"),
      .init("E23000001", "Metropolitan Police"),
      .init("E23000024", "Norfolk"),
      .init("W15000001", "North Wales"),
      .init("E23000009", "North Yorkshire"),
      .init("E23000022", "Northamptonshire"),
      .init("E23000007", "Northumbria"),
      .init("E23000019", "Nottinghamshire"),
      .init("W15000003", "South Wales"),
      .init("E23000011", "South Yorkshire"),
      .init("E23000015", "Staffordshire"),
      .init("E23000025", "Suffolk"),
      .init("E23000031", "Surrey"),
      .init("E23000033", "Sussex"),
      .init("E23000029", "Thames Valley"),
      .init("E23000017", "Warwickshire"),
      .init("E23000016", "West Mercia"),
      .init("E23000014", "West Midlands"),
      .init("E23000010", "West Yorkshire"),
      .init("E23000038", "Wiltshire"),
    ]
  )
}
