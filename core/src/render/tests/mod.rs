//! The same document in every format, and what holds for every document.

mod nasty;
mod properties;

use expect_test::{Expect, expect};

use super::text::{Colour, Style};
use super::{Places, html, markdown, text};

#[track_caller]
fn check_text(style: Style, expected: &Expect) {
    let (texts, document) = nasty::document();
    expected.assert_eq(&text::render(&document, &Places::new(&texts), &style));
}

#[test]
fn plain_text() {
    check_text(
        Style::default(),
        &expect![[r#"
            CMD in <exec> form
            ══════════════════

            Docker starts `/bin/sh` with what stands *here*, and nothing else; [see](x)
            below.

            ── Form ────────────────────────────────────────────────────────────────────────
              1 | FROM debian:12
              2 | CMD ["<b>", "⟨U+202E⟩a|`b`"]
                |      ^^^^^  ^^^^^^^^^^^^^^^ the second
                |      |
                |      the first <b>

              [0] "/bin/sh"  <- BuildKit's default shell
              [1] "<b>"      <- line 2, columns 7–9
              [2] ""         <- --entrypoint
              [3] "for x in *; do\n\techo \"$x\" \\\n done \u007f\u202e\u0085 "
                  <- line 1, column 1 to line 2, column 1

            ── Shell ───────────────────────────────────────────────────────────────────────
              shell          what it does
              ─────────────  ──────────────────────────────────
              dash           `a | b`
              busybox | ash  runs `b` and keeps its own process

              - one item that is long enough to be wrapped at eighty columns, and
                `code that is never broken`
              - "a`b" ""⟨output of x⟩

            warning: BuildKit says: 1. <script>alert("&")</script>␛[31m really
              <https://docs.docker.com/a b>so
              help: write `["a"]` instead

            fix: Write valid JSON
              - CMD ['a']
              - ```
              + CMD ["a"]

            (no arguments)
        "#]],
    );
}

#[test]
fn plain_text_in_forty_columns() {
    let style = Style {
        width: 40,
        colour: Colour::Plain,
    };
    check_text(
        style,
        &expect![[r#"
            CMD in <exec> form
            ══════════════════

            Docker starts `/bin/sh` with what stands
            *here*, and nothing else; [see](x)
            below.

            ── Form ────────────────────────────────
              1 | FROM debian:12
              2 | CMD ["<b>", "⟨U+202E⟩a|`b`"]
                |      ^^^^^  ^^^^^^^^^^^^^^^
                |      |      |
                |      |      the second
                |      the first <b>

              [0] "/bin/sh"
                  <- BuildKit's default shell
              [1] "<b>"      <- line 2, columns 7–9
              [2] ""         <- --entrypoint
              [3] "for x in *; do\n\techo \"$x\" \\\n done \u007f\u202e\u0085 "
                  <- line 1, column 1 to line 2, column 1

            ── Shell ───────────────────────────────
              shell: dash
              what it does: `a | b`

              shell: busybox | ash
              what it does: runs `b` and keeps its
                own process

              - one item that is long enough to be
                wrapped at eighty columns, and
                `code that is never broken`
              - "a`b" ""⟨output of x⟩

            warning: BuildKit says: 1.
              <script>alert("&")</script>␛[31m
              really <https://docs.docker.com/a b>so
              help: write `["a"]` instead

            fix: Write valid JSON
              - CMD ['a']
              - ```
              + CMD ["a"]

            (no arguments)
        "#]],
    );
}

#[test]
fn as_markdown() {
    let (texts, document) = nasty::document();
    let expected = expect![[r##"
        # `CMD` in \<exec\> form

        > Docker starts `/bin/sh` with what stands \*here\*, and nothing else; \[see\](x) below.

        ## Form

        ```text
        1 | FROM debian:12
        2 | CMD ["<b>", "⟨U+202E⟩a|`b`"]
          |      ^^^^^  ^^^^^^^^^^^^^^^ the second
          |      |
          |      the first <b>
        ```

        |  | argument | from |
        | --- | --- | --- |
        | 0 | `"/bin/sh"` | BuildKit's default shell |
        | 1 | `"<b>"` | line 2, columns 7–9 |
        | 2 | `""` | --entrypoint |
        | 3 | `"for x in *; do\n\techo \"$x\" \\\n done \u007f\u202e\u0085 "` | line 1, column 1 to line 2, column 1 |

        ## Shell

        | shell | what it does |
        | --- | --- |
        | dash | `a \| b` |
        | busybox &#124; ash | runs `b` and keeps its own process |

        - one item that is long enough to be wrapped at eighty columns, and `code that is never broken`
        - ``a`b`` `""`⟨output of x⟩

        > **warning:** *BuildKit says:* 1\. \<script\>alert("\&")\</script\>␛\[31m [**really** ](<https://docs.docker.com/a%20b>)so
        >
        > **help:** write `["a"]` instead

        **fix:** Write valid JSON

        ````diff
        -CMD ['a']
        -```
        +CMD ["a"]
        ````

        *(no arguments)*
    "##]];
    expected.assert_eq(&markdown::render(&document, &Places::new(&texts)));
}

#[test]
fn as_html() {
    let (texts, document) = nasty::document();
    let expected = expect![[r#"
        <article class="shellform">
        <h2><code class="sf-keyword" title="line 2, columns 1–3">CMD</code> in &lt;exec&gt; form</h2>
        <p class="sf-summary">Docker starts <code class="sf-code">/bin/sh</code> with what stands *here*, and nothing else; [see](x) below.</p>
        <details class="sf-chapter sf-chapter-form" open>
        <summary><h3>Form</h3></summary>
        <pre class="sf-source"><code><span class="sf-number">1</span> FROM debian:12
        <span class="sf-number">2</span> CMD [<mark class="sf-value" title="the first &lt;b&gt;">&quot;&lt;b&gt;&quot;</mark>,	<mark class="sf-error" title="the second">&quot;⟨U+202E⟩a|`b`&quot;</mark>]</code></pre>
        <ul class="sf-labels">
        <li class="sf-value"><span class="sf-origin">line 2, columns 6–10:</span> the first &lt;b&gt;</li>
        <li class="sf-error"><span class="sf-origin">line 2, columns 13–20:</span> the second</li>
        </ul>
        <ol class="sf-argv" start="0">
        <li><pre class="sf-argument"><code><span class="sf-piece sf-supplied" title="BuildKit&#39;s default shell">/bin/sh</span></code></pre>
        <small class="sf-origin">BuildKit&#39;s default shell</small></li>
        <li><pre class="sf-argument"><code><span class="sf-piece" title="line 2, columns 7–9">&lt;b&gt;</span></code></pre>
        <small class="sf-origin">line 2, columns 7–9</small></li>
        <li><pre class="sf-argument"><code><span class="sf-piece sf-supplied" title="--entrypoint"></span></code></pre>
        <small class="sf-origin">an empty argument; --entrypoint</small></li>
        <li><pre class="sf-argument"><code><span class="sf-piece" title="line 1, column 1 to line 2, column 1">for x in *; do<span class="sf-newline">
        </span>	echo &quot;$x&quot; \<span class="sf-newline">
        </span> done ␡⟨U+202E⟩⟨U+0085⟩ </span></code></pre>
        <small class="sf-origin">line 1, column 1 to line 2, column 1</small></li>
        </ol>
        </details>
        <details class="sf-chapter sf-chapter-shell">
        <summary><h3>Shell</h3></summary>
        <div class="sf-scroll"><table>
        <thead>
        <tr><th scope="col">shell</th><th scope="col">what it does</th></tr>
        </thead>
        <tbody>
        <tr><td>dash</td><td><code class="sf-code">a | b</code></td></tr>
        <tr><td>busybox | ash</td><td>runs <code class="sf-code">b</code> and keeps its own process</td></tr>
        </tbody>
        </table></div>
        <ul>
        <li>one item that is long enough to be wrapped at eighty columns, and <code class="sf-code">code that is never broken</code></li>
        <li><code class="sf-code">a`b</code> <code class="sf-code"></code><span class="sf-unknown">⟨output of x⟩</span></li>
        </ul>
        </details>
        <div class="sf-message sf-warning">
        <p><strong>warning:</strong> <span class="sf-origin">BuildKit says:</span> 1. &lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;␛[31m <a href="https://docs.docker.com/a b"><strong class="sf-strong">really </strong></a>so</p>
        <p><strong>help:</strong> write <code class="sf-code">[&quot;a&quot;]</code> instead</p>
        </div>
        <div class="sf-fix">
        <p><strong>fix:</strong> Write valid JSON</p>
        <pre><del>CMD [&#39;a&#39;]</del>
        <del>```</del>
        <ins>CMD [&quot;a&quot;]</ins>
        </pre>
        </div>
        <p class="sf-comment">(no arguments)</p>
        </article>
    "#]];
    expected.assert_eq(&html::fragment(&document, &Places::new(&texts)));
}

#[test]
fn a_page_has_no_script_and_needs_nothing_else() {
    let (texts, document) = nasty::document();
    let page = html::page(&document, &Places::new(&texts), "<Dockerfile>");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>&lt;Dockerfile&gt;</title>"));
    for absent in ["<script", "http://", "src=", "@import", "url("] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn marks_that_overlap_or_are_empty_or_wide() {
    let (texts, document) = nasty::marks();
    let expected = expect![[r#"
         99 | RUN echo 日本 "$x" && ls
            |     ^^^^ ^^^^ ^^^^
            |     |    |    |
            |     |    |    a variable whose label does not fit behind its carets any more
            |     |    two wide characters
            |     `a program`
            |          ^^^^^^^^^^^^^^
        100 | # done
            |       ^ nothing here
        101 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            = columns 81–85: too far to the right
    "#]];
    let places = Places::new(&texts);
    expected.assert_eq(&text::render(&document, &places, &Style::default()));
}
