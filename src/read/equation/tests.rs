use super::read;

fn to_latex(script: &str) -> Option<String> {
    read(script).map(|reading| reading.latex)
}

/// Scripts and what they become: the published examples, then what real documents were seen to do.
const EXAMPLES: &[(&str, &str)] = &[
    ("1 over 2", r"\frac{1}{2}"),
    ("a over b + c", r"\frac{a}{b}+c"),
    ("{a+b} over {a-b}", r"\frac{a+b}{a-b}"),
    ("1 over 3a + 1 over 2b", r"\frac{1}{3a}+\frac{1}{2b}"),
    ("2a^2 over b", r"\frac{2a^{2}}{b}"),
    ("3 over 2 k", r"\frac{3}{2}k"),
    ("- 2a over 3", r"-\frac{2a}{3}"),
    ("1over2 times 3over4", r"\frac{1}{2}\times\frac{3}{4}"),
    ("sqrt {x^2 +1}", r"\sqrt{x^{2}+1}"),
    ("root 3 of x", r"\sqrt[3]{x}"),
    ("3root2", r"3\sqrt{2}"),
    ("a^ { root 3 k }", r"a^{\sqrt{3}k}"),
    ("x^2 +y^2", r"x^{2}+y^{2}"),
    ("2H_2 O", r"2H_{2}O"),
    ("rmH _{2} O", r"\mathrm{H}_{2}\mathrm{O}"),
    ("rmCa ^{2+}", r"\mathrm{Ca}^{2+}"),
    ("left(3 over 4 right)^5-n", r"\left(\frac{3}{4}\right)^{5-n}"),
    ("sum_k=1 ^5 (k+1)^2", r"\sum_{k=1}^{5}(k+1)^{2}"),
    ("sum _{n=1} ^{inf} {1 over n^2}", r"\sum_{n=1}^{\infty}\frac{1}{n^{2}}"),
    ("lim_x->0+ f(x)", r"\lim_{x\to 0+}f(x)"),
    ("lim _{h rarrow 0} {f(2+h)-f(2)} over {h}", r"\lim_{h\to 0}\frac{f(2+h)-f(2)}{h}"),
    ("int _{0} ^{t} {} LEFT ( 3t ^{2} +4 RIGHT ) `dt", r"\int_{0}^{t}\left(3t^{2}+4\right)\,dt"),
    ("int from 0 to 3 x dx", r"\int_{0}^{3}xdx"),
    ("f`prime(1)", r"f'(1)"),
    ("f`' LEFT ( x RIGHT )", r"f'\left(x\right)"),
    ("rm bar AB = root 5", r"\overline{\mathrm{AB}}=\sqrt{5}"),
    ("bar{rm OB} = root 19 ` it k", r"\overline{\mathrm{OB}}=\sqrt{19}\,k"),
    ("vec{OP} CDOT vec{OQ}", r"\overrightarrow{OP}\cdot\overrightarrow{OQ}"),
    ("LEFT | x RIGHT | GEQ 0", r"\left\vert x\right\vert\geq 0"),
    ("LEFT . f(x) RIGHT |_a ^b", r"\left.f(x)\right\vert_{a}^{b}"),
    ("LEFT { x vert x>0 RIGHT }", r"\left\lbrace x\mid x>0\right\rbrace"),
    ("cases{ x & (x>0) # -x & (x<0) }", r"\begin{cases}x&(x>0)\\-x&(x< 0)\end{cases}"),
    ("pmatrix{ a & b # c & d }", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}"),
    ("dmatrix{ 1&2 # 3&4 }", r"\begin{vmatrix}1&2\\3&4\end{vmatrix}"),
    ("eqalign{ x &= 1 # y &= 2 }", r"\begin{aligned}x&=1\\y&=2\end{aligned}"),
    ("n CHOOSE r", r"\binom{n}{r}"),
    ("x atop y", r"\genfrac{}{}{0pt}{}{x}{y}"),
    ("A REL <-> {+2} {-5} B", r"A\overset{+2}{\underset{-5}{\longleftrightarrow}}B"),
    ("A SMALLINTER B", r"A\cap B"),
    ("a _{n} =0~또는~b", r"a_{n}=0\;\text{또는}\;b"),
    ("25` CENTIGRADE", r"25\,{}^{\circ}\mathrm{C}"),
    ("sin`theta over 2", r"\sin\,\frac{\theta}{2}"),
    ("x= {-b +- root {2} of {b ^{2} -4ac}} over {2a}", r"x=\frac{-b\pm\sqrt{b^{2}-4ac}}{2a}"),
    (r#""distance" over "time""#, r"\frac{\text{distance}}{\text{time}}"),
    ("{}_{5} rm C _{3}", r"{}_{5}\mathrm{C}_{3}"),
    // Glued words and blanks as exam papers have them.
    ("rmP it left( A` cap B` right)= 1over5", r"\mathrm{P}\left(A\cap B\right)=\frac{1}{5}"),
    ("96 over 840 = 4 over35", r"\frac{96}{840}=\frac{4}{35}"),
    ("cos` left(pi over2 - piover7 right)", r"\cos\,\left(\frac{\pi}{2}-\frac{\pi}{7}\right)"),
    ("rmXO _{4}^{2-}", r"\mathrm{XO}_{4}^{2-}"),
    ("{x^2}over7 -{y^2}over6 =1", r"\frac{x^{2}}{7}-\frac{y^{2}}{6}=1"),
    ("128 timesp =62", r"128\times p=62"),
    ("rmX SIM Z", r"\mathrm{X}\sim\mathrm{Z}"),
    ("rm W simZ", r"\mathrm{W}\sim\mathrm{Z}"),
    ("rmSIM", r"\sim"),
    ("rmOF _{2}", r"\mathrm{OF}_{2}"),
    ("5over14 pi", r"\frac{5}{14}\pi"),
    ("n! APPROX root {2} of {2 pi n} ({ {n} over {e} }) ^{n}", r"n!\approx\sqrt{2\pi n}(\frac{n}{e})^{n}"),
    ("1TIMES10^-14", r"1\times 10^{-14}"),
    ("cdotscdots", r"\cdots\cdots"),
    ("rmX LEFT ( itaq RIGHT )", r"\mathrm{X}\left(aq\right)"),
    ("rmbarDP", r"\overline{\mathrm{DP}}"),
    ("bar rm AB", r"\overline{\mathrm{AB}}"),
    ("boldX + rm Y", r"\boldsymbol{X}+\mathbf{Y}"),
    ("g(x)= {cases{f(x)&(x LEQ 1)#eqalign{# ```x}&(x>1)}}", r"g(x)=\begin{cases}f(x)&(x\leq 1)\\x&(x>1)\end{cases}"),
    ("LADDER{ 2 & 12 & 18 # 3 & 6 & 9 # 2 & 3 & }", r"\begin{array}{r|rr}2&12&18\\\hline 3&6&9\\\hline&2&3\end{array}"),
    // Scripts.
    ("sqrt {3} ` ^{f(n)}", r"\sqrt{3}^{f(n)}"),
    ("3` ^{a+} ` ^{b}", r"3^{a+}{}^{b}"),
    ("{x^2}^3", r"{x^{2}}^{3}"),
    ("{x}^3", r"x^{3}"),
    ("{a+b}_n", r"{a+b}_{n}"),
    ("x_1^2", r"x_{1}^{2}"),
    ("x SUP 2 SUB 1", r"x_{1}^{2}"),
    ("f'^2", r"f^{\prime 2}"),
    ("f_n'", r"f'_{n}"),
    ("x^(n+1) y", r"x^{(n+1)}y"),
    ("CO_2)", r"CO_{2})"),
    ("sum from k=1 to n k", r"\sum_{k=1}^{n}k"),
    ("^3 sqrt x", r"\sqrt[3]{x}"),
    ("90° - 30DEG", r"90^{\circ}-30^{\circ}"),
    ("lim _{} x", r"\lim_{}x"),
    // Fractions.
    ("(a+b) over (c+d)", r"\frac{(a+b)}{(c+d)}"),
    ("1 + f(x) over g", r"1+\frac{f(x)}{g}"),
    ("n! over {r!(n-r)!}", r"\frac{n!}{r!(n-r)!}"),
    ("(n-1)! over 2", r"\frac{(n-1)!}{2}"),
    ("a over b over c", r"\frac{\frac{a}{b}}{c}"),
    ("a=over b", r"a=\frac{}{b}"),
    ("1 over", r"\frac{1}{}"),
    ("1 over -2", r"\frac{1}{-2}"),
    ("LEFT ( a RIGHT ) over {b}", r"\frac{\left(a\right)}{b}"),
    ("BINOM n r", r"\binom{n}{r}"),
    ("2sqrt3 over 3", r"\frac{2\sqrt{3}}{3}"),
    // Commands.
    ("hat x hat xy", r"\hat{x}\widehat{xy}"),
    ("not = not in not subset", r"\neq\notin\not\subset"),
    ("rel rarrow {a} {b} rel rarrow {a} {b]}", r"\xrightarrow[b]{a}\overset{a}{\underset{b]}{\longrightarrow}}"),
    ("V`=`(`80`-`L`)~/~45", r"V=(80-L)\;/\;45"),
    ("root {n} of x root {[n]} of x", r"\sqrt[n]{x}{}^{[n]}\sqrt{x}"),
    ("buildrel -> {HCl}", r"\xrightarrow{HCl}"),
    ("box{x+1} box{~~}", r"\boxed{x+1}\boxed{\quad}"),
    ("` |x|` dx", r"\vert x\vert\,dx"),
    ("|x| over 2", r"\frac{\vert x\vert}{2}"),
    ("BIGG /", r"\bigg/"),
    ("color{255,0,0}{x} size 12 {y}", r"xy"),
    ("matrix{col{1#2}col{3#4}}", r"\begin{matrix}1&3\\2&4\end{matrix}"),
    ("pile{a#b}", r"\begin{matrix}a\\b\end{matrix}"),
    ("lpile{a#b}", r"\begin{array}{l}a\\b\end{array}"),
    ("LEFT ( pile{`#`} x RIGHT )", r"\left(x\right)"),
    ("longdiv{3}{4}{12}", r"\begin{array}{r}4\\3\,\overline{)\,12}\end{array}"),
    ("a=b#c=d", r"\begin{aligned}&a=b\\&c=d\end{aligned}"),
    ("a&=b#c&=d", r"\begin{aligned}a&=b\\c&=d\end{aligned}"),
    ("a & b", r"a\;b"),
    ("lsub 5 C_3", r"{}_{5}C_{3}"),
    ("C LSUB n _r", r"{}_{n}C_{r}"),
    ("2 x lsub a lsup b + 1", r"2{}_{a}^{b}x+1"),
    ("(x+y) LSUP 2", r"{}^{2}(x+y)"),
    ("1 over x LSUB 2", r"\frac{1}{{}_{2}x}"),
    ("= LSUB 2", r"={}_{2}"),
    // Signs as the pictures of the word processor show them.
    ("a<-1<b", r"a< -1< b"),
    ("x <-> y LRARROW z", r"x\leftrightarrow y\Leftrightarrow z"),
    ("LEFT ( a lrarrow b RIGHT )", r"\left(a\leftrightarrow b\right)"),
    ("a image b REIMAGE c", r"a\fallingdotseq b\risingdotseq c"),
    ("a ≒ b", r"a\fallingdotseq b"),
    ("a VDASH b HLEFT c vdash d", r"a\vdash b\dashv c\vdash d"),
    ("a iso b ISO c XOR d", r"a\approxeq b\Bumpeq c\veebar d"),
    ("base star STAR", r"⌂\star\bigstar"),
    ("imag z", r"\Im z"),
    ("SMALLPROD _{i=1} ^{n} x", r"{\textstyle\prod}_{i=1}^{n}x"),
    ("SMALLSUM a SMALLCOPROD b", r"{\textstyle\sum}a{\textstyle\coprod}b"),
    ("SMALLINT a SMALLOINT b", r"{\textstyle\int}a{\textstyle\oint}b"),
    ("A SMALLUNION B SMALLINTER C", r"A\cup B\cap C"),
    // What Markdown or LaTeX would misread.
    ("50% | $5 * a", r"50\%\vert\$5\ast a"),
    ("a<b", r"a< b"),
    ("1,234,567", r"1{,}234{,}567"),
    ("[a]#[b]", r"\begin{aligned}&[a]\\&[b]\end{aligned}"),
    ("matrix{[1]#[2]}", r"\begin{matrix}{}[1]\\{}[2]\end{matrix}"),
    (r#""50% of_{a}""#, r"\text{50}\%\text{ of}\_\lbrace\text{a}\rbrace"),
    ("속력의80%값", r"\text{속력의}80\%\text{값}"),
    ("alphax", r"\alpha x"),
    // Words that are no keywords, or lack what they need.
    ("interest of size", "interestofsize"),
    ("cases to box", "casestobox"),
    // Damage.
    ("{a over {b", r"\frac{a}{b}"),
    ("a } + b", "a+b"),
    ("rmH_3}O^+", r"\mathrm{H}_{3}\mathrm{O}^{+}"),
    ("K_{rmw", r"K_{\mathrm{w}}"),
    ("LEFT ( a", r"\left(a\right."),
    ("a RIGHT )", "a)"),
    ("{ LEFT ( a } b RIGHT )", r"\left(a\right.b)"),
    ("sqrt", r"\sqrt{}"),
    ("^", r"{}^{}"),
    ("", ""),
    (" ` \r\n", ""),
    ("\"open", r"\text{open}"),
    (r"\frac \alpha", r"\backslash frac\backslash\alpha"),
];

#[test]
fn scripts_become_the_latex_that_says_the_same() {
    let wrong: Vec<String> = EXAMPLES
        .iter()
        .filter_map(|&(script, expected)| {
            let latex = to_latex(script);
            (latex.as_deref() != Some(expected)).then(|| format!("{script:?}\n   is {latex:?}\n  not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn latex_of_every_example_is_accepted() {
    for (script, _) in EXAMPLES {
        assert_accepted(script);
    }
}

/// Asserts that what a script becomes is balanced, safe in Markdown and read by a LaTeX parser without complaint.
fn assert_accepted(script: &str) {
    let Some(latex) = to_latex(script) else { panic!("not understood: {script:?}") };
    assert_eq!(complaint(&latex), None, "{script:?} became {latex:?}");
}

fn complaint(latex: &str) -> Option<String> {
    let mut depth = 0_i32;
    for (at, brace) in latex.match_indices(['{', '}']) {
        if !latex[..at].ends_with('\\') || latex[..at].ends_with("\\\\") {
            depth += if brace == "{" { 1 } else { -1 };
        }
        if depth < 0 {
            return Some("a brace closes nothing".to_owned());
        }
    }
    if depth != 0 {
        return Some("a brace is not closed".to_owned());
    }
    let commands = |name: &str| {
        let continues = |at: usize| latex[at + name.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
        latex.match_indices(name).filter(|&(at, _)| !continues(at)).count()
    };
    if commands("\\left") != commands("\\right") {
        return Some("\\left and \\right do not pair".to_owned());
    }
    if !latex.is_empty() && !is_one_formula(latex) {
        return Some("something ends the formula in Markdown".to_owned());
    }
    // The one command that this judge does not know, and the one that it takes for a fence within a fence.
    let latex = latex.replace("\\boxed", "").replace("\\leftrightarrow", "↔");
    let storage = pulldown_latex::Storage::new();
    pulldown_latex::Parser::new(&latex, &storage).find_map(Result::err).map(|error| error.to_string())
}

fn is_one_formula(latex: &str) -> bool {
    use pulldown_cmark::{Event, Options, Parser};
    let formulas = |markdown: &str| -> Vec<String> {
        let events = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_MATH);
        events
            .filter_map(|event| if let Event::InlineMath(math) = event { Some(math.into_string()) } else { None })
            .collect()
    };
    let in_cell = format!("| ${}$ |\n| - |\n", latex.replace('|', "\\|"));
    !latex.contains(['\n', '\r', '`'])
        && formulas(&format!("a ${latex}$ b")) == [latex]
        && formulas(&in_cell) == [latex]
}

#[test]
fn nesting_beyond_the_limit_is_not_understood_and_costs_no_stack() {
    let deep = |opening: &str, closing: &str, times: usize| {
        let script = format!("{}x{}", opening.repeat(times), closing.repeat(times));
        std::thread::Builder::new().stack_size(1 << 20).spawn(move || to_latex(&script)).unwrap().join().unwrap()
    };
    for (opening, closing) in [
        ("{", "}"),
        ("sqrt ", ""),
        ("LEFT ( ", " RIGHT )"),
        ("matrix{1&", "}"),
        ("x^{", "}"),
        ("1 over {", "}"),
        ("1 over (", ")"),
        ("box{", "}"),
        ("root 3 of {", "}"),
        ("rel -> {", "}"),
    ] {
        assert!(deep(opening, closing, 20).is_some(), "{opening}");
        assert!(deep(opening, closing, 31).is_some_and(|latex| complaint(&latex).is_none()), "{opening}");
        assert_eq!(deep(opening, closing, 50_000), None, "{opening}");
    }
    assert_eq!(deep("x over ", "", 50_000), None);
    assert_eq!(deep("(", ") LSUB 1", 50_000), None);
}

#[test]
fn output_and_time_grow_with_the_input_only() {
    for piece in [
        "a ",
        "^",
        "_",
        "{",
        "}",
        "}",
        "#",
        "&",
        "`",
        "(",
        ")",
        "[",
        "LEFT ",
        "RIGHT ",
        "x^2 ",
        "') ",
        "( ) over ",
        "x LSUB 1",
        "( ) LSUP 1 ",
        "\"",
        "rm",
        "timesx",
        "piover",
        "ininin",
        "bar",
        "cases{",
        "1,111",
        "<",
        "~ ^",
        "from to ",
        "col{#}",
        "matrix{col{#}}",
    ] {
        let script = piece.repeat(20_000);
        if let Some(latex) = to_latex(&script) {
            assert!(latex.len() <= 40 * script.len() + 100, "{piece:?}: {} bytes", latex.len());
        }
    }
}

#[test]
fn no_arrangement_of_words_is_refused_or_breaks_the_latex() {
    const PIECES: &[&str] = &[
        "a",
        "12",
        " ",
        "`",
        "~",
        "{",
        "}",
        "#",
        "&",
        "^",
        "_",
        "(",
        ")",
        "[",
        "|",
        ",",
        "'",
        "over ",
        "root ",
        "of ",
        "LEFT ",
        "RIGHT ",
        "cases{",
        "matrix{",
        "pile{",
        "sum ",
        "rm ",
        "bar ",
        "from ",
        "to ",
        "not ",
        "rel ",
        "rarrow ",
        "box{",
        "가",
        "%",
        "<",
        "atop ",
        "\"q",
        "DEG ",
        "prime ",
        "=",
        "-",
        "eqalign{",
        "ladder{",
        "col{",
        "longdiv{",
        "BIGG ",
        "in ",
        "CENTIGRADE ",
        "\\",
        "lim ",
        "LSUB ",
        "color{",
        "!",
    ];
    let mut state = 1_u64;
    for _ in 0..3_000 {
        let mut script = String::new();
        for _ in 0..14 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            script.push_str(PIECES[usize::try_from(state >> 33).unwrap() % PIECES.len()]);
        }
        assert_accepted(&script);
    }
}

/// Reads one script a line, with `\n`, `\r`, `\t` and `\\` for what they say, from the file that `HWPCONV_SCRIPTS` names,
/// and prints each with its LaTeX. Skipped when the variable is not set: the scripts of real documents are not ours.
#[test]
fn scripts_of_real_documents_are_accepted() {
    let Ok(path) = std::env::var("HWPCONV_SCRIPTS") else {
        println!("skipped: HWPCONV_SCRIPTS names no file of scripts");
        return;
    };
    let lines = std::fs::read_to_string(path).unwrap();
    for line in lines.lines() {
        let script = line.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\\\", "\\");
        assert_accepted(&script);
        println!("{line}\t{}", to_latex(&script).unwrap());
    }
}

#[test]
fn script_that_is_too_long_for_a_formula_is_not_taken_apart() {
    let script = |bytes: usize| "a+".repeat(bytes / 2);
    assert!(read(&script(256 << 10)).is_some());
    assert_eq!(read(&script((256 << 10) + 2)), None);
}
