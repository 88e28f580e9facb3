//! Tables whose headings say nothing, or say it in a language that no heading is known in: what their cells tell.

use regulars::exchange::{Kind, Options};
use regulars::model::{Currency, NewShop};

use super::people::{open, today};

fn options() -> Options {
    Options { currency: Currency::read("EUR").ok(), ..Options::default() }
}

/// The kind of a table, and what each of its columns becomes.
fn told(table: &str) -> (Kind, Vec<String>) {
    let described = open(table, &options()).unwrap().describe();
    (described.kind, described.mapping.into_iter().map(|(_, field)| field).collect())
}

#[test]
fn customers_are_read_in_languages_that_no_heading_is_known_in() {
    for table in [
        // Nothing at all.
        "A1;A2;A3;A4;A5\n\
         Ann Ember;0170 1234567;ann@example.org;15.03.1951;ja\n\
         Bob Field;030 123456;bob@example.org;01.12.1978;nein\n\
         Zoë Glass;040 99887766;;31.01.1990;ja\n",
        // Czech.
        "Jméno a příjmení;Telefonní číslo;Kam psát;Narozen;Souhlas\n\
         Jana Nováková;+420 601 234 567;jana@example.cz;1951-03-15;x\n\
         Petr Dvořák;+420 602 345 678;petr@example.cz;1978-12-01;x\n\
         Zuzana Malá;+420 603 456 789;zuzana@example.cz;1990-01-31;x\n",
        // Swedish, days in front with slashes.
        "Namn,Tfn,Epost,Född,Utskick\n\
         Åsa Lind,070-123 45 67,asa@example.se,15/3/1951,1\n\
         Björn Ek,08-123 456 78,bjorn@example.se,1/12/1978,0\n\
         Örjan Berg,031-12 34 56,orjan@example.se,31/1/1990,1\n",
        // Hungarian.
        "Név;Elérhetőség;Levél;Szül.;Hírlevél\n\
         Kovács Éva;06 30 123 4567;eva@example.hu;1951.03.15;true\n\
         Szabó Imre;06 1 234 5678;imre@example.hu;1978.12.01;false\n\
         Tóth Zsófia;06 20 765 4321;zsofia@example.hu;1990.01.31;false\n",
        // Turkish, tabs.
        "Ad soyad\tNumara\tE posta\tDoğum\tİzin\n\
         Ayşe Yılmaz\t0532 123 45 67\tayse@example.com.tr\t15.03.1951\tyes\n\
         Mehmet Öz\t0533 234 56 78\tmehmet@example.com.tr\t01.12.1978\tno\n\
         Gül Şahin\t0534 345 67 89\tgul@example.com.tr\t31.01.1990\tno\n",
        // Japanese.
        "名前,電話,連絡,生年月日,案内\n\
         山田 太郎,03-1234-5678,taro@example.jp,1951-03-15,x\n\
         佐藤 花子,090-1234-5678,hanako@example.jp,1978-12-01,-\n\
         鈴木 一郎,06-8765-4321,ichiro@example.jp,1990-01-31,x\n",
        // Russian.
        "Кто;Куда звонить;Почта;Родился;Рассылка\n\
         Аня Кузнецова;+7 912 345-67-89;anya@example.ru;15.03.1951;0\n\
         Пётр Орлов;+7 913 345-67-89;petr@example.ru;01.12.1978;0\n\
         Ольга Лебедева;+7 914 345-67-89;olga@example.ru;31.01.1990;1\n",
    ] {
        let headings = table.lines().next().unwrap();
        assert_eq!(told(table), (Kind::Customers, ["name", "phone", "email", "birthday", "ignore"].map(str::to_owned).to_vec()), "{headings}");
        let mut file = open(table, &options()).unwrap();
        let drafts: Vec<_> = file.customers("DE", today()).unwrap().map(|row| row.unwrap().outcome.unwrap()).collect();
        let births: Vec<&str> = drafts.iter().map(|draft| draft.new.birthday.as_str()).collect();
        assert_eq!(births, ["1951-03-15", "1978-12-01", "1990-01-31"], "{headings}");
        assert!(drafts.iter().all(|draft| draft.consents.is_empty()), "a tick is no consent: {headings}");
    }
}

#[test]
fn a_doubtful_birthday_is_known_as_one_and_asked_about() {
    let table = "A;B\n3/4/1951;0170 1234567\n5/6/1978;030 123456\n7/8/1990;040 123456\n";
    let described = open(table, &options()).unwrap().describe();
    assert_eq!(described.mapping[0].1, "birthday");
    assert_eq!((described.questions[0].column.as_str(), described.questions[0].kind), ("A", "dates"));
}

#[test]
fn a_heading_that_says_something_else_is_believed() {
    let table = "Kunde;Telefax;Angelegt am;Hochzeitstag\n\
         Ann Ember;030 1234567;15.03.1951;01.02.1960\nBob Field;030 7654321;01.12.1978;01.02.1985\nZoë Glass;030 111222;31.01.1990;01.02.1999\n";
    assert_eq!(told(table).1, ["name", "ignore", "ignore", "ignore"]);
}

#[test]
fn a_post_code_whose_heading_is_not_known_stands_beside_its_town() {
    for (table, expected) in [
        (
            "Kto;Gdzie;Miasto\nAnna Nowak;00-950;Warszawa\nJan Kowalski;31-002;Kraków\nEwa Lis;00-950;Warszawa\n",
            ["ignore", "address.postcode", "address.town"],
        ),
        ("Wer;Ort;Leitzahl\nAnn Ember;Köln;50667\nBob Field;Dresden;01067\nZoë Glass;Köln;50667\n", ["ignore", "address.town", "address.postcode"]),
        ("Wer;Ort;Jahr\nAnn Ember;Köln;1990\nBob Field;Dresden;2004\nZoë Glass;Köln;1978\n", ["ignore", "address.town", "ignore"]),
        ("Wer;Ort;Nr\nAnn Ember;Köln;10001\nBob Field;Dresden;10002\nZoë Glass;Köln;10003\n", ["ignore", "address.town", "ignore"]),
    ] {
        // Beside a town, words may be anything; the names are told once there is somebody to reach.
        let with_phone: String =
            table.lines().zip(["Tel?", "0170 1234567", "030 123456", "040 123456"]).map(|(line, phone)| format!("{line};{phone}\n")).collect();
        let mut expected = expected.to_vec();
        expected[0] = "name";
        expected.push("phone");
        assert_eq!(told(&with_phone).1, expected, "{table}");
    }
}

#[test]
fn sales_are_known_by_their_day_and_amount_where_nothing_tells_people() {
    let shop =
        NewShop { name: "Corner".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() }
            .checked()
            .unwrap();
    for table in [
        "A1;B2;C3\n15.07.2026;Rye bread;4,50\n15.07.2026;Jam;3,20\n16.07.2026;Tea;31,00\n",
        "Kdy;Co;Kolik\n2026-07-15;Žitný chléb;€ 4.50\n2026-07-15;Džem;€ 3.20\n2026-07-16;Čaj;€ 31.00\n",
        "När,Vad,Pris\n2026-07-15 11:30:00,Rågbröd,4.50\n2026-07-15 11:31:00,Sylt,3.20\n2026-07-16 09:05:00,Te,31.00\n",
    ] {
        let (kind, fields) = told(table);
        assert_eq!((kind, fields), (Kind::Purchases, ["day", "item", "net"].map(str::to_owned).to_vec()), "{table}");
        let mut file = open(table, &options()).unwrap();
        let totals: Vec<(String, i64)> = file
            .purchases(&shop, today())
            .unwrap()
            .map(|row| row.unwrap().outcome.unwrap())
            .map(|sale| (sale.day.to_string(), sale.total_minor))
            .collect();
        assert_eq!(totals, [("2026-07-15".into(), 450), ("2026-07-15".into(), 320), ("2026-07-16".into(), 3100)]);
    }
    let people = "A1;B2;C3;D4\nAnn Ember;0170 1234567;15.07.2026;4,50\nBob Field;030 123456;15.07.2026;3,20\nZoë Glass;040 123456;16.07.2026;31,00\n";
    assert_eq!(
        told(people),
        (Kind::Customers, ["name", "phone", "ignore", "ignore"].map(str::to_owned).to_vec()),
        "when people were here, and what for"
    );
    let asked = Options { kind: Some(Kind::Purchases), ..options() };
    let fields: Vec<String> = open(people, &asked).unwrap().describe().mapping.into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["item", "customerPhone", "day", "net"], "unless somebody says that they are sales");
    assert!(open("A1;B2;C3\nRye bread;4,50;2\nJam;3,20;1\nTea;12,00;5\n", &options()).is_err(), "a list of prices is neither");
}

#[test]
fn sales_without_headings_are_asked_about() {
    let file = open("15.07.2026;Rye bread;4,50\n15.07.2026;Jam;3,20\n16.07.2026;Tea;31,00\n", &options()).unwrap();
    assert!(file.lacks_headings());
    let described = file.describe();
    assert_eq!((described.kind, described.questions[0].kind), (Kind::Purchases, "headings"));
    assert_eq!(described.mapping[0], ("Column A".to_owned(), "day".to_owned()));
}
