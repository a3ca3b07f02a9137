extension KnownNames {
  /// A full name and its forms on each line, folded.
  ///
  /// British pet forms are those of E. G. Withycombe, *The Oxford Dictionary of English Christian Names*, and
  /// of Wikipedia's "Hypocorism"; the Polish those of Wikipedia's "Polish names" and the Polish calendar of
  /// name days; the Arabic and Somali are spellings of one name that no rule of sound brings together. Cases
  /// with the source of each stand in `Tests/AnalysisTests/Names`.
  static let table = """
    abigail abby abbie gail
    adam adas
    adrian ade adie adriano
    agnes aggie nessie senga agnieszka aga
    agnieszka aga agusia
    albert al bert bertie albie
    alexander alex alec alek alick al sandy sasha xander zander lex alistair alasdair aleksander olek
    alexandra alex alexa sandra sandy lexi sasha aleksandra ola
    alexandria alex lexi
    alfred alf alfie fred freddie
    alice alicia
    alison allie
    amanda mandy manda
    amelia amy millie mia milly
    andrew andy drew andrzej jedrek
    angela angie ange
    ann anne anna annie nan nancy hannah nina ania anka anula
    anthony tony ant antony anton antoni
    antonia toni tonia
    archibald archie archy
    arthur art artie
    barbara babs barb barbie basia
    barnaby barney barny
    bartholomew bart barty bartlomiej bartek
    beatrice bea trixie bee
    benedict ben benny
    benjamin ben benny benji benjie
    bernadette bernie detta
    bernard bernie
    bradley brad
    brian bryan bri
    bridget biddy bridie
    caroline carol carrie caro lina
    cameron cam
    cassandra cass cassie sandra
    catherine katherine kathryn katharine cathryn cath cathy kate katie kathy kath kay kit kitty kat katarzyna kasia
    charles charlie charley chuck chas chaz karol
    charlotte charlie lottie lotte char
    christian chris christie krystian
    christina christine chris chrissie tina krystyna krysia
    christopher chris kit topher krzysztof krzysiek
    clement clem
    clifford cliff
    constance connie
    cynthia cindy
    cyril cy
    daniel dan danny danek
    danielle dani dan elle
    david dave davy davie davey dawid
    deborah debra deb debbie debby
    dennis den denis denny
    derek del derrick
    desmond des
    dominic dom nick dominik
    donald don donnie donny
    dorothy dot dottie dolly dorota dorotka
    douglas doug dougie
    duncan dunc
    edgar ed eddie
    edith edie
    edmund ed eddie ned ted
    edward ed eddie ned ted teddy ward edek
    edwin ed eddie ned
    eleanor ellie nell nellie nora elinor lena ella
    elizabeth liz lizzie lizzy beth betty bess bessie betsy eliza elsie libby liza lisa lillibet elspeth lisbeth ela elzbieta
    elzbieta ela elka
    emily em emmie millie milly
    emma em emmie
    ernest ernie
    eugene gene
    ewa eve ewunia eva
    ezekiel zeke
    felicity fliss flick
    florence flo florrie flossie floss
    frances fran franny frannie frankie fanny
    francis frank frankie fran franciszek franek
    frederick fred freddie freddy fryderyk
    gabriel gabe
    gabrielle gabby gaby
    geoffrey geoff jeff jeffrey
    george georgie geordie jerzy jurek dod
    georgina georgie gina
    gerald gerry jerry gez
    gerard gerry ged jerry
    gertrude gertie trudy
    gilbert gil bert
    gillian gill jill gilly jilly
    graham graeme grahame
    gregory greg gregor grzegorz grzesiek
    gwendoline gwen wendy
    harold harry hal
    harriet hattie harrie hatty
    harrison harry
    helen nell nellie lena helena ellen
    henry harry hal hank henryk
    henrietta hattie etta hetty
    herbert bert herb herbie
    horace horry
    hubert bert hugh
    hugh hughie huw shug
    humphrey humph
    ian iain
    ignatius iggy ignacy
    isabel isabelle isabella issy izzy bella belle ibby iza izabela
    isaac ike zac
    jacqueline jackie jacqui jacky
    jacob jake jakub kuba cob
    james jim jimmy jamie jem hamish seamus
    jane janie jenny
    janet jan jenny
    janice jan
    jasmine jas jaz yasmin
    jeremy jerry jez jem
    jennifer jen jenny jenna jennie
    jessica jess jessie
    jessie jess
    joan joanie jo
    joanna joanne jo joann joasia asia
    john jack johnny jon jock ian sean jan johnnie
    jan janek jas
    jonathan jon jonny jonathon
    joseph joe joey jozef josef jos
    josephine jo josie jozefina
    joshua josh
    judith judy judi jude
    julia jules julie julka
    julian jules
    katrina kat trina
    kenneth ken kenny
    kimberley kim kimberly
    kristina kris tina
    laurence lawrence larry laurie loz lawrie wawrzyniec
    laura lori laurie lolly
    leonard len lenny leo
    leonora nora
    leopold leo poldek
    leslie les lesley
    lewis lew louis louie ludwik
    lillian lily lil lilly lilian
    linda lin lindy lynn
    louisa louise lou lulu
    lucy lucinda lou luce
    luke lukasz lucas
    madeleine maddie maddy madge madeline
    magdalena magda lena
    malgorzata gosia malgosia margaret gocha
    malcolm mal
    marcin martin
    margaret maggie meg peggy peg madge daisy greta marge margie margot rita maisie mags peig
    maria mary marysia marie
    marian marion mari
    marjorie marge margie
    mark marek marc
    martha marty mattie
    martin marty mart
    mary molly polly may mae mamie moll minnie
    mateusz matthew matt
    matilda tilly mattie tilda
    matthew matt matty mat
    maureen mo maur
    maurice mo morris
    maxwell max
    maximilian max maksymilian maks
    melanie mel
    melissa mel missy lissa
    michael mick mike mickey micky mikey michal misha
    michelle shell chelle shelly
    mildred millie milly
    mikolaj nicholas nikolaj
    miriam mim
    mitchell mitch
    mohamed muhammad mohammed mohammad md mohd muhd mo maxamed mohamad mahamed muhammed mehmet mahomed
    nathan nat nate
    nathaniel nat nate nathan
    natalie nat tally natalia
    natasha tasha nat
    nicholas nick nicky nic nico colin
    nicola nicky nikki nic
    noel nollie
    nigel nige
    norman norm
    oliver ollie olly noll
    olivia liv livvy ollie
    oswald ozzie oz os
    pamela pam pammy
    patricia pat patsy tricia trish patti paddy
    patrick pat paddy rick patryk
    paul pawel pauly
    paula pauline
    penelope penny pen
    percival percy
    peter pete piotr piotrek
    philip phil pip phillip
    philippa pippa pip phil
    phoebe febs
    phyllis phyl
    priscilla cilla prissy
    prudence pru prue
    rachel rach rae
    ralph rafe ralf
    raymond ray
    rebecca becky becca bex beckie reba
    reginald reg reggie rex
    rhiannon rhi
    richard dick rick rich richie ricky dickie ryszard rysiek
    robert rob bob bobby robbie bert robin bobbie rab dob
    roberta bobbie
    roderick rod roddy
    rodney rod
    roger rodge hodge
    roland rollo roly
    ronald ron ronnie
    rosemary rose rosie romy
    roseanne rose rosie
    rosalind ros roz
    rupert rupe
    russell russ rusty
    ruth ruthie
    samantha sam sammy sammie
    samuel sam sammy
    sarah sally sadie sal sara
    sean shaun shawn shane
    sebastian seb bastian
    sharon shaz shazza
    shirley shirl
    sidney sid sydney
    simon si szymon sim
    sophia sophie zofia zosia sofia
    solomon sol solly
    stanley stan
    stanislaw staszek stas stan stach stanislaus
    stephen steven steve stevie stefan szczepan ste
    stephanie steph stevie stefania
    stuart stewart stu
    susan sue susie suzie suzy susanna suzanne zuzanna zuzia
    sylvia syl sylwia
    tabitha tabby
    terence terry tel
    theodore ted teddy theo
    theresa teresa terry tess tessa tracy resa
    thomas tom tommy tomasz tomek
    timothy tim timmy
    tobias toby
    urszula ula ursula
    valerie val
    vanessa ness nessa
    veronica ronnie vera roni weronika
    victor vic wiktor
    victoria vicky vicki vikki tori vic wiktoria
    vincent vince vinny
    violet vi
    virginia ginny ginger
    vivian viv vivien vivienne
    wallace wally
    walter wally walt wat
    wilfred wilf fred
    wilhelmina mina minnie wilma
    william bill billy will willy willie liam wills wilhelm
    winifred winnie freda
    winston win
    wojciech wojtek adalbert
    yvonne eve vonnie
    zachary zac zach zack zak
    zbigniew zbyszek zbych
    zuzanna zuzia susanna
    aisha aicha ayesha aysha aishah aesha caasha ayeesha aaisha aaishah casha asha
    fatima fatimah faduma fadumo faduumo faadumo fadima fatuma fatema fatma
    osman uthman usman othman cusmaan cismaan ismaan
    yusuf youcef yousef youssef yousif yusef yousaf yousuf youssouf yuusuf yoosuf yussuf
    jacob yaqub yaqoub yacoub yakub
    said saeed saied sacid saciid saeid
    haque haq hoque huq hak haqq
    mohamud mahmoud mahmud maxamuud maxamud mahmood
    omar umar omer cumar
    ibrahim ebrahim ibraahim
    abraham abe bram
    hawa xaawo hawo
    moses moshe
    musa moussa muuse muse mousa
    issa isa ciise essa eisa cise
    sheikh shaikh sheekh shaykh sheik shek
    siddique siddiqui siddiqi siddiq siddik
    miah mia miya miyah meah
    begum begom begam
    jama jaamac jamac jamaa
    sarkar sircar sarker
    bhuiyan bhuyan bhuiya bhuya bhuyia
    roy ray rai
    ghosh ghose
    das dass dash
    dombrowski dabrowski
    """
}
