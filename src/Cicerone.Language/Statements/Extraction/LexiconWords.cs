namespace Cicerone.Language.Statements.Extraction;

/// <summary>The words that <see cref="Lexicon"/> is made of, a line an entry.</summary>
internal static class LexiconWords
{
    /// <summary>What products have: the usual word, then other words for it. A star marks plurals.</summary>
    public const string Aspects = """
        plot: plot story storyline narrative
        pace: pace pacing tempo
        characters: characters* character cast protagonist
        prose: prose writing style language
        dialogue: dialogue conversation conversations*
        setting: setting backdrop atmosphere
        ending: ending conclusion finale
        cover: cover jacket
        paper: paper stock pages* page
        binding: binding spine
        print: print type lettering font
        illustrations: illustrations* illustration drawings* drawing pictures* picture
        translation: translation
        scent: scent smell fragrance odor odour aroma perfume
        texture: texture consistency
        lather: lather foam suds
        formula: formula ingredients* ingredient
        container: container bottle packaging tube jar lid cap
        dispenser: dispenser pump nozzle sprayer
        color: color colour shade tint
        coverage: coverage
        taste: taste flavor flavour
        fabric: fabric material cloth
        size: size
        shape: shape
        design: design look appearance
        quality: quality
        fit: fit
        handle: handle grip
        blade: blade blades*
        bristles: bristles* bristle
        battery: battery
        sound: sound noise
        screen: screen display
        instructions: instructions* manual
        effect: effect effects* result results*
        skin: skin
        hair: hair
        weight: weight
        """;

    /// <summary>
    /// What is said of them: the usual word, its sentiment (+, - or 0), the opposite (or a dot), then other words for it.
    /// </summary>
    public const string Opinions = """
        gripping + dull: gripping engrossing riveting absorbing compelling thrilling suspenseful captivating
        dull - gripping: dull boring tedious dreary monotonous uninteresting
        original + predictable: original inventive innovative imaginative
        predictable - original: predictable formulaic derivative unoriginal cliched
        clear + confusing: clear coherent understandable
        confusing - clear: confusing muddled incoherent unclear convoluted
        fast 0 slow: fast quick brisk speedy rapid
        slow 0 fast: slow sluggish leisurely
        even + uneven: even steady consistent
        uneven - even: uneven erratic inconsistent patchy
        believable + flat: believable convincing realistic lifelike
        flat - believable: flat wooden lifeless unbelievable
        likeable + unlikeable: likeable likable charming endearing
        unlikeable - likeable: unlikeable unlikable irritating annoying
        elegant + clumsy: elegant graceful polished stylish
        clumsy - elegant: clumsy awkward ungainly inelegant
        plain 0 ornate: plain unfussy
        ornate 0 plain: ornate flowery elaborate
        witty + stilted: witty clever humorous
        stilted - witty: stilted unnatural
        vivid + vague: vivid evocative atmospheric
        vague - vivid: vague sketchy
        satisfying + abrupt: satisfying fulfilling
        abrupt - satisfying: abrupt rushed hasty
        surprising 0 foreseeable: surprising unexpected
        foreseeable 0 surprising: foreseeable expected
        sturdy + flimsy: sturdy robust durable tough
        flimsy - sturdy: flimsy fragile breakable brittle
        glossy 0 matte: glossy shiny
        matte 0 glossy: matte matt unglazed
        thick + thin: thick heavy dense
        thin - thick: thin light runny watery
        smooth + rough: smooth silky
        rough - smooth: rough coarse scratchy gritty
        strong + weak: strong solid powerful
        weak - strong: weak loose feeble
        large + small: large big huge roomy
        small - large: small tiny little
        sharp + blurry: sharp crisp
        blurry - sharp: blurry smudged fuzzy blurred
        detailed + crude: detailed intricate
        crude - detailed: crude amateurish
        colourful + drab: colourful colorful vibrant
        drab - colourful: drab faded
        accurate + sloppy: accurate faithful precise
        sloppy - accurate: sloppy careless
        easy + hard: easy simple effortless straightforward
        hard - easy: hard difficult tricky
        suitable + unsuitable: suitable ideal
        unsuitable - suitable: unsuitable
        good + bad: good great excellent fantastic wonderful amazing awesome superb perfect terrific nice fine lovely beautiful outstanding
        bad - good: bad terrible awful horrible poor lousy disappointing dreadful
        pleasant + unpleasant: pleasant delightful fresh clean refreshing enjoyable heavenly
        unpleasant - pleasant: unpleasant nasty disgusting gross foul overpowering stinky
        soft + stiff: soft fluffy supple
        stiff - soft: stiff rigid
        moisturizing + drying: moisturizing moisturising hydrating nourishing
        drying - moisturizing: drying dry
        gentle + harsh: gentle mild soothing
        harsh - gentle: harsh abrasive
        greasy - .: greasy oily sticky tacky
        rich + .: rich creamy luxurious
        subtle 0 noticeable: subtle faint delicate
        noticeable 0 subtle: noticeable obvious
        effective + useless: effective efficient helpful useful
        useless - effective: useless ineffective worthless
        comfortable + uncomfortable: comfortable comfy cozy cosy
        uncomfortable - comfortable: uncomfortable painful
        reliable + unreliable: reliable dependable
        unreliable - reliable: unreliable
        loud - quiet: loud noisy
        quiet + loud: quiet silent
        bright + dim: bright
        dim - bright: dim
        sweet 0 bitter: sweet sugary
        bitter - sweet: bitter sour
        natural + artificial: natural organic
        artificial - natural: artificial synthetic fake
        compact + bulky: compact portable
        bulky - compact: bulky
        warm 0 cool: warm
        cool 0 warm: cool
        waterproof + leaky: waterproof
        leaky - waterproof: leaky
        masculine 0 feminine: masculine manly
        feminine 0 masculine: feminine
        tight - .: tight snug
        unscented 0 scented: unscented odorless
        scented 0 unscented: scented
        """;

    /// <summary>What products do: the form of the present, its sentiment, the opposite (or a dot), then other forms.</summary>
    public const string Verbs = """
        breaks - .: breaks break broke
        leaks - .: leaks leak leaked
        drags - .: drags drag dragged
        fades - .: fades fade
        tears - .: tears tore
        peels - .: peels peel peeled
        rusts - .: rusts rust rusted
        clogs - .: clogs clog clogged
        irritates - .: irritates irritate irritated
        stings - .: stings sting stung
        burns - .: burns burn burned burnt
        lathers + .: lathers lathered
        works + .: works work worked
        lasts + .: lasts lasted
        shines + .: shines
        fits + .: fits
        absorbs + .: absorbs absorb absorbed
        softens + .: softens softened
        moisturizes + .: moisturizes moisturises moisturize
        cleans + .: cleans cleaned cleanses
        """;

    /// <summary>Words of time, place and use that make a statement narrower.</summary>
    public static readonly string[] Scopes =
    [
        "in the first half", "in the second half", "at first", "at the beginning", "at the start", "at the end", "in the middle", "when wet", "when dry", "in winter", "in summer",
        "in the morning", "at night", "after a week", "after a month", "after a few uses", "after washing", "over time", "on the inside", "on the outside", "in the shower",
    ];

    public const string Copulas = "is are was were be been being feels feel felt looks look looked seems seem seemed smells smelled tastes tasted sounds sounded stays stayed remains remained becomes became appears appeared";

    public const string Negations = "not never no hardly barely isn't aren't wasn't weren't doesn't don't didn't isnt arent wasnt werent doesnt dont didnt cannot can't cant without lacks nothing";

    public const string Intensifiers = "very really so too quite extremely absolutely totally truly pretty rather fairly incredibly super just also still somewhat slightly always completely remarkably surprisingly exceptionally both especially more most as well all";

    /// <summary>What cannot be an aspect although it stands where one would.</summary>
    public const string NoNouns = "it this that they these those thing things one ones way lot bit time times day days year years week weeks month months hour hours minute minutes star stars something anything everything nothing someone everyone anyone people person here there what which who when where and or but for to of in on at by with from than then if is are was were be a an the my your his her our their its i you we he she as so too very not no only all any some much many more most same other such own enough after before into out up down over under again about like just even well ever never product item book thanks thing job idea deal price value buy purchase choice gift";

    public const string Subjects = "it this that product item book they these those shampoo lotion conditioner cream soap body wash gel spray toner";
}
