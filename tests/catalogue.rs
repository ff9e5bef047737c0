//! What shows across documents: reprints and what differs in them, replaced words, years, namesakes.

#[path = "../benches/find/dice.rs"]
mod dice;

use dice::Dice;
use zuotan::catalogue::Catalogue;
use zuotan::import::import;
use zuotan::model::{Code, Document, Finding};

const ARTICLE: &str = "全市经济形势座谈会在临江召开\n新华社临江6月7日电 6月5日，全市经济形势座谈会在临江召开，与会人员围绕经济运行中的困难和问题踊跃发言。\n大家认为，今年以来，面对复杂多变的外部环境，全市上下齐心协力，工业生产稳步回升，服务业较快恢复，居民收入继续增长。\n会议指出，要着力扩大有效需求，推动消费从疫后恢复转向持续扩大，培育壮大新型消费，稳定和扩大传统消费。\n会议强调，要切实保障和改善民生，突出就业优先导向，兜住、兜准、兜牢民生底线，让人民群众有更多获得感。\n";

fn catalogue(texts: &[(&str, &str)]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (path, text) in texts {
        catalogue.extend(import(path, text.as_bytes()).documents);
    }
    catalogue
}

/// The documents as they came.
fn alone(catalogue: &Catalogue) -> Vec<Document> {
    (0..catalogue.documents().len()).filter_map(|at| catalogue.alone(at)).collect()
}

fn told(catalogue: &Catalogue, at: usize, code: Code) -> Vec<&Finding> {
    catalogue.documents()[at].findings.iter().filter(|f| f.code == code).collect()
}

#[test]
fn a_reprint_is_grouped_and_says_what_differs() {
    let reprint = format!(
        "本报讯\n{}\n（责任编辑：某某）",
        ARTICLE
            .replace("新华社临江6月7日电 ", "")
            .replace("稳步回升", "企稳回升")
            .replace("会议强调，要切实保障", "会议强调，切实保障")
    );
    let other = "全市防汛工作会议召开\n6月8日，全市防汛工作会议召开。会议要求，各县区要压实责任，加强巡查值守，提前转移危险区域群众，确保安全度汛，决不能麻痹大意。\n会议指出，要完善预案，备足物资，强化演练，做到有备无患。\n";
    let catalogue = catalogue(&[("a.txt", ARTICLE), ("b.txt", other), ("c.txt", &reprint), ("d.txt", ARTICLE)]);
    assert_eq!(catalogue.reprints(0), [0, 2, 3]);
    assert_eq!(catalogue.reprints(1), [] as [usize; 0]);
    assert!(catalogue.is_reprint(2) && !catalogue.is_reprint(0) && !catalogue.is_reprint(1));
    let near = told(&catalogue, 2, Code::NearDuplicate);
    assert!(near[0].message.contains("a.txt") && near[0].message.contains("有改动"), "{:?}", near[0]);
    assert!(near[0].evidence.contains("稳步→企稳"), "{:?}", near[0]);
    assert!(!near[0].spans.is_empty());
    assert_eq!(told(&catalogue, 3, Code::DuplicateArticle).len(), 1);
    assert!(told(&catalogue, 1, Code::NearDuplicate).is_empty());
    assert!(told(&catalogue, 0, Code::NearDuplicate)[0].message.contains("c.txt"));
    // Built anew, each thing is said once.
    let count = |c: &Catalogue| c.documents().iter().map(|d| d.findings.len()).sum::<usize>();
    let before = count(&catalogue);
    let mut again = Catalogue::default();
    again.extend(alone(&catalogue));
    assert_eq!(count(&again), before);
}

#[test]
fn a_document_put_in_the_place_of_another_is_settled_as_if_it_had_been_there() {
    let sent = ARTICLE.replace("临江", "北湖").replace("会议强调，要切实保障", "会议强调，切实保障");
    let texts = [
        ("a.txt", ARTICLE),
        ("b.txt", sent.as_str()),
        ("c.txt", "全市工作会议召开\n6月8日，全市工作会议召开。临江市市长林一舟表示，要压实责任，加强巡查值守。\n"),
    ];
    let seen = |c: &Catalogue| {
        let documents: Vec<_> = c.documents().iter().map(|d| serde_json::to_value(d).expect("JSON")).collect();
        let held: Vec<_> = c.meetings().iter().map(|m| (m.meeting.id.clone(), m.documents.clone())).collect();
        (documents, held, c.persons().iter().map(|p| p.id.clone()).collect::<Vec<_>>(), c.reprints(1).to_vec())
    };
    let check = |at: usize, correct: &dyn Fn(&mut Document)| {
        let mut replaced = catalogue(&texts);
        let mut documents = alone(&replaced);
        correct(&mut documents[at]);
        replaced.replace(vec![(at, documents[at].clone())]);
        let mut anew = Catalogue::default();
        anew.extend(documents);
        assert_eq!(seen(&replaced), seen(&anew), "{at}");
    };
    check(2, &|document| document.speeches[0].speaker = Some("林一洲".into()));
    check(1, &|document| document.title = "座谈会在北湖召开".into());
    check(1, &|document| document.paragraphs.truncate(1));
    assert_eq!(seen(&catalogue(&texts)).3, [0, 1], "the two are one text");
}

#[test]
fn replaced_words_are_told_of_the_copy() {
    let pairs = [
        ("全市", "本市"),
        ("困难", "艰难"),
        ("踊跃", "积极"),
        ("复杂", "庞杂"),
        ("稳步", "稳健"),
        ("较快", "较速"),
        ("继续", "连续"),
        ("着力", "用力"),
        ("扩大", "扩展"),
        ("培育", "培养"),
        ("壮大", "强大"),
        ("稳定", "安定"),
        ("切实", "确实"),
        ("改善", "改进"),
        ("优先", "领先"),
    ];
    let copy = pairs.iter().fold(ARTICLE.to_owned(), |text, (from, to)| text.replace(from, to));
    let own = "工作简报\n6月1日，全市工作座谈会召开，着力扩大内需，稳步提升质量，切实改善环境，继续壮大产业，坚持优先发展教育事业。\n";
    for order in [
        [("a.txt", ARTICLE), ("b.txt", own), ("c.txt", copy.as_str())],
        [("c.txt", copy.as_str()), ("b.txt", own), ("a.txt", ARTICLE)],
    ] {
        let catalogue = catalogue(&order);
        let at = order.iter().position(|(path, _)| *path == "c.txt").unwrap();
        let found = told(&catalogue, at, Code::SynonymSubstitution);
        assert_eq!(found.len(), 1, "{order:?}");
        assert!(found[0].evidence.contains("困难→艰难") || found[0].evidence.contains("困→艰"), "{:?}", found[0]);
        assert!(found[0].message.contains("a.txt"));
        let original = order.iter().position(|(path, _)| *path == "a.txt").unwrap();
        assert!(told(&catalogue, original, Code::SynonymSubstitution).is_empty());
    }
}

#[test]
fn a_year_comes_from_a_document_that_gives_it() {
    let open = "座谈会召开\n6月5日，全市企业家代表工作座谈会在临江召开。市长林晓岚主持会议，与会人员先后发言，提出意见建议。\n会议指出，要做好各项工作，继续努力。\n";
    let dated =
        "要闻\n2024年6月5日，全市企业家代表工作座谈会在临江召开。市长林晓岚主持会议，大家畅所欲言，气氛热烈。\n";
    for order in [[("a.txt", open), ("b.txt", dated)], [("b.txt", dated), ("a.txt", open)]] {
        let catalogue = catalogue(&order);
        let at = order.iter().position(|(path, _)| *path == "a.txt").unwrap();
        let meeting = &catalogue.documents()[at].meetings[0];
        let start = meeting.start.as_ref().unwrap();
        assert_eq!((start.value.as_str(), start.inferred), ("2024-06-05", true));
        assert!(start.evidence.contains("b.txt"), "{}", start.evidence);
        assert_eq!(catalogue.meetings().len(), 1);
        assert_eq!(catalogue.meetings()[0].documents.len(), 2);
    }
}

#[test]
fn heads_of_two_places_on_one_day_are_two_persons() {
    let text = |place: &str| {
        format!(
            "{place}座谈会召开\n2024年6月5日，{place}省重点工作推进座谈会召开。{place}省委书记周明远主持会议并讲话。\n周明远强调，要做好各项工作，继续努力，完成任务。\n"
        )
    };
    let (first, second) = (text("临江"), text("南山"));
    let catalogue = catalogue(&[("a.txt", &first), ("b.txt", &second)]);
    let names: Vec<&str> = catalogue.persons().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["周明远", "周明远"]);
    let found = told(&catalogue, 1, Code::RoleConflict);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("临江省委书记"), "{}", found[0].message);
}

#[test]
fn the_notice_of_another_day_is_no_reprint() {
    let notice = |day: u32, cases: u32, cities: u32| {
        format!(
            "卫生部门通报最新情况\n市卫生健康委今天通报，6月{day}日0至24时，全市报告新增病例{cases}例，涉及{cities}个县区，均已转入定点医院接受治疗，密切接触者全部落实管理措施，其余情况平稳，物资供应充足。\n"
        )
    };
    let (first, second) = (notice(5, 12, 3), notice(6, 7, 2));
    let catalogue = catalogue(&[("a.txt", &first), ("b.txt", &second)]);
    assert!(!catalogue.is_reprint(1));
    assert_eq!(
        catalogue.documents().iter().flat_map(|d| &d.findings).filter(|f| f.message.starts_with("与《")).count(),
        0
    );
}

/// Texts of which some are nearly one, some report one meeting and some name one name for two; a formula stands in most.
fn texts(dice: &mut Dice) -> String {
    const SENTENCES: [&str; 10] = [
        "大家认为，今年以来，面对复杂多变的外部环境，全市上下齐心协力，工业生产稳步回升，服务业较快恢复，居民收入继续增长。",
        "会议强调，要压实责任，加强巡查值守，提前转移危险区域群众，确保安全度汛，决不能麻痹大意，坚决守住底线。",
        "要着力扩大有效需求，推动消费从疫后恢复转向持续扩大，培育壮大新型消费，稳定和扩大传统消费，释放内需潜力。",
        "要切实保障和改善民生，突出就业优先导向，兜住、兜准、兜牢民生底线，让人民群众有更多获得感、幸福感、安全感。",
        "近年来，当地持续推进河湖治理，关停沿岸小厂，退渔还湿，白鹭重新飞回江边，许多老人每天清晨都来这里散步拍照。",
        "项目建成后，年处理生活垃圾三十万吨，发电一亿度，周边六个乡镇的用电将更加稳定，运输距离缩短一半以上。",
        "记者在现场看到，几十名工人正忙着吊装最后一段箱梁，桥面铺装预计下月开始，两岸居民过江只要五分钟车程。",
        "博物馆新展出青铜器、漆器和竹简二百余件，其中一半以上首次公开，观众可以通过屏幕查看每件文物的出土经过。",
        "专家表示，玉米长势好于常年，但仍需防范后期大风倒伏，各地要适时排水散墒，抓好病虫害统防统治和一喷多促。",
        "航班恢复首日，候机楼内人头攒动，工作人员增开了八条安检通道，旅客平均等候时间不到十分钟，秩序井然有序。",
    ];
    let heads = [
        "全市防汛工作会议召开\n6月8日，全市防汛工作会议召开。临江市市长林一舟表示，要压实责任。\n",
        "全市防汛工作会议在临江召开\n2024年6月8日，全市防汛工作会议召开。林一舟表示，要加强值守。\n",
        "省委专题会议召开\n2024年5月1日，全省经济工作会议在临江召开。临江省委书记周明出席会议并讲话。\n周明指出，要稳中求进。\n",
        "南山召开会议\n2024年5月1日，全省农村工作会议在南山召开。南山省委书记周明出席会议并讲话。\n周明指出，要抓好夏粮。\n",
        "周明到临江调研\n2024年7月1日，临江省委书记周 明到临江调研。周明强调，要真抓实干。\n",
        "",
    ];
    let mut text = heads[dice.below(heads.len())].to_owned();
    for _ in 0..2 + dice.below(4) {
        // The product of two throws makes the first frequent.
        let mut sentence = SENTENCES[dice.below(10) * dice.below(10) / 10].to_owned();
        if dice.below(3) == 0 {
            for (from, to) in
                [("稳步回升", "企稳回升"), ("加强", "强化"), ("许多", "不少"), ("推动", "促进"), ("预计", "估计")]
            {
                sentence = sentence.replace(from, to);
            }
        }
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

/// A copy of the sentences of another text with words replaced all over.
fn substituted(text: &str) -> String {
    let pairs = [
        ("今年", "本年"),
        ("复杂", "繁复"),
        ("上下", "各级"),
        ("稳步", "逐步"),
        ("较快", "很快"),
        ("继续", "持续"),
        ("切实", "确实"),
        ("突出", "突显"),
        ("群众", "百姓"),
        ("压实", "夯实"),
        ("提前", "预先"),
        ("确保", "保证"),
        ("坚决", "坚定"),
        ("着力", "大力"),
        ("培育", "培养"),
        ("扩大", "拓展"),
        ("近年", "这些年"),
        ("沿岸", "岸边"),
        ("清晨", "早上"),
        ("散步", "走路"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn after_any_changes_the_catalogue_is_the_one_built_from_nothing() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut texts: Vec<String> = (0..90).map(|_| texts(&mut dice)).collect();
    for at in 0..12 {
        let copy = substituted(&texts[at]);
        texts.push(copy);
    }
    let read = |path: usize, text: &str| import(&format!("{path}.txt"), text.as_bytes()).documents;
    let mut there: Vec<Document> = texts.iter().enumerate().flat_map(|(path, text)| read(path, text)).collect();
    let mut catalogue = Catalogue::default();
    catalogue.extend(there.clone());
    let seen = |c: &Catalogue| {
        let documents: Vec<_> = c.documents().iter().map(|d| serde_json::to_value(d).expect("JSON")).collect();
        let held: Vec<_> = c.meetings().iter().map(|m| (m.meeting.clone(), m.documents.clone())).collect();
        let groups: Vec<_> = (0..documents.len()).map(|at| (c.reprints(at).to_vec(), c.is_reprint(at))).collect();
        (documents, held, c.persons().to_vec(), groups)
    };
    let mut codes = std::collections::HashMap::new();
    for step in 0..120 {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for _ in 0..=dice.below(3) {
            let at = dice.below(there.len());
            if !gone.contains(&at) {
                gone.push(at);
            }
        }
        gone.sort_unstable();
        let mut fresh: Vec<(usize, Document)> = Vec::new();
        for &at in &gone {
            let was = &there[at];
            match dice.below(6) {
                // Corrected.
                0 => {
                    let mut corrected = was.clone();
                    corrected.speeches.iter_mut().for_each(|speech| speech.speaker = Some("林一洲".into()));
                    fresh.push((at, corrected));
                }
                1 => fresh.push((at, Document { title: "另题".into(), ..was.clone() })),
                // Gone.
                2 => {}
                // Another text, or several, at its path.
                _ => {
                    let text = &texts[dice.below(texts.len())];
                    let path = was.source.path.trim_end_matches(".txt").parse().expect("a number");
                    let documents =
                        if dice.below(4) == 0 { read(path, text) } else { read(path, &format!("{text}又及。\n")) };
                    fresh.extend(documents.into_iter().map(|document| (at, document)));
                }
            }
        }
        // Others, anywhere, that were not there.
        for _ in 0..dice.below(3) {
            let (at, text) = (dice.below(there.len() + 1), &texts[dice.below(texts.len())]);
            fresh.extend(read(1_000 + step, text).into_iter().map(|document| (at, document)));
        }
        fresh.sort_by_key(|(at, _)| *at);
        let mut now: Vec<Document> = Vec::new();
        let mut fresh = fresh.into_iter().peekable();
        for at in 0..=there.len() {
            while let Some((_, document)) = fresh.next_if(|(before, _)| *before == at) {
                come.push((now.len(), document.clone()));
                now.push(document);
            }
            now.extend(there.get(at).filter(|_| !gone.contains(&at)).cloned());
        }
        let stands = catalogue.change(&gone, come);
        for (was, stands) in stands.iter().enumerate().filter(|(was, _)| !gone.contains(was)) {
            assert_eq!(now[stands.expect("it stays")].id, there[was].id);
        }
        there = now;
        let mut anew = Catalogue::default();
        anew.extend(there.clone());
        let (changed, built) = (seen(&catalogue), seen(&anew));
        for (at, (changed, built)) in changed.0.iter().zip(&built.0).enumerate() {
            assert_eq!(changed, built, "step {step}, document {at}");
        }
        assert_eq!(changed, built, "step {step}");
        assert_eq!(alone(&catalogue), there, "step {step}");
        for finding in catalogue.documents().iter().flat_map(|d| &d.findings) {
            *codes.entry(finding.code).or_insert(0) += 1;
        }
    }
    let enough = [
        Code::NearDuplicate,
        Code::DuplicateArticle,
        Code::SynonymSubstitution,
        Code::RoleConflict,
        Code::DateInferred,
    ];
    for code in enough {
        assert!(codes.get(&code).is_some_and(|count| *count > 100), "{code:?}: {codes:?}");
    }
}
