//! How the playground looks: nothing overflows, every word can be read, everything can be touched, nothing is said
//! twice.

use crate::driver::{Screen, in_browser};
use crate::page::Page;

#[test]
fn it_looks_right_on_a_desk() {
    in_browser(Screen::Desktop, async |page: &Page| {
        shoot(page, "desk").await;
    });
}

#[test]
fn it_looks_right_on_a_phone() {
    in_browser(Screen::Phone, async |page: &Page| {
        page.open("").await;
        let overflow = page
            .number("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert_eq!(overflow, 0.0);
        page.run("document.querySelectorAll('details').forEach(it => it.open = true)")
            .await;
        let small = page
            .text("[...document.querySelectorAll('#playground :is(button, summary, select, .place)')].filter(e => \
                     e.getClientRects().length && e.getBoundingClientRect().height < 44).map(e => e.outerHTML).join('\\n')")
            .await;
        assert_eq!(small, "", "too small for a finger");
        shoot(page, "phone").await;
    });
}

async fn shoot(page: &Page, name: &str) {
    page.open("").await;
    for theme in ["light", "dark"] {
        page.run("document.getElementById('theme').click()").await;
        page.until(&format!(
            "document.documentElement.dataset.theme == '{theme}'"
        ))
        .await;
        page.shoot(&format!("{name}-{theme}")).await;
    }
    page.run("document.getElementById('theme').click()").await;
    for example in 1..page
        .number("document.querySelectorAll('.menu li').length")
        .await as usize
    {
        page.run(&format!(
            "document.querySelectorAll('.menu li button')[{example}].click()"
        ))
        .await;
        page.settle().await;
        page.shoot(&format!("{name}-example-{example}")).await;
    }
}

#[test]
fn what_is_found_stands_once_on_the_page() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        let count = "[...document.querySelectorAll('.message')].filter(e => e.textContent.includes('(escaped-newline-in-shell)')).length";
        assert_eq!(page.number(count).await, 1.0);
        let place = "document.querySelector('.instruction .message .place').dataset.from";
        page.until(place).await;
        page.run("document.getElementById('editor').focus(); document.getElementById('editor').setSelectionRange(0, 0)")
            .await;
        page.until("document.querySelector('.problems .message')")
            .await;
        assert_eq!(page.number(count).await, 1.0);
        page.write("FROM debian:12\nFOO bar").await;
        page.until("document.querySelector('.launch .is-error')")
            .await;
        assert_eq!(
            page.number("document.querySelectorAll('.message').length")
                .await,
            1.0
        );
    });
}

#[test]
fn every_word_can_be_read_in_light_and_dark() {
    in_browser(Screen::Desktop, async |page: &Page| {
        for theme in ["light", "dark"] {
            page.open("").await;
            page.run(&format!(
                "document.documentElement.dataset.theme = '{theme}'; \
                 document.querySelectorAll('details').forEach(it => it.open = true)"
            ))
            .await;
            let faint = page.text(FAINT_WORDS).await;
            assert_eq!(faint, "", "{theme}");
        }
    });
}

/// The words whose contrast to what is behind them is less than WCAG's 4.5 to 1, a line each.
const FAINT_WORDS: &str = r"(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const colour = css => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = (above, below) => below.map((it, i) => above[i] * above[3] / 255 + it * (1 - above[3] / 255));
    const ground = element => {
        const behind = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
        return over(colour(getComputedStyle(element).backgroundColor), behind);
    };
    const luminance = it => it
        .map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, i) => sum + it * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = element => {
        const behind = ground(element);
        const both = [over(colour(getComputedStyle(element).color), behind), behind].map(luminance);
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    };
    return [...document.querySelectorAll('#playground *')]
        .filter(it => it.getClientRects().length && !it.matches('textarea, .ruler'))
        .filter(it => [...it.childNodes].some(it => it.nodeType == Node.TEXT_NODE && it.data.trim()))
        .filter(it => contrast(it) < 4.5)
        .map(it => it.outerHTML)
        .join('\n');
})()";
