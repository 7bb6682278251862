"""Domains that nobody can prove as their organization's own.

Free-mail domains: anybody gets an address there, so an address says nothing about who its owner
works for. The list is ours and short: the largest providers of the world, and those of countries
whose people look for work here. It errs towards missing
one, which administrators see when they vet.

Public suffixes of more than one label: below them anybody registers a domain of their own.
"""

_FREE_MAIL = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com hotmail.co.uk
hotmail.fr hotmail.de hotmail.it hotmail.es live.co.uk live.fr live.nl live.ca live.com.mx
live.com.au outlook.fr outlook.de outlook.es outlook.it outlook.jp outlook.com.br yahoo.com
yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.com.mx yahoo.com.br yahoo.co.in
yahoo.in yahoo.co.jp yahoo.com.au yahoo.com.ph yahoo.com.vn yahoo.com.ar ymail.com
rocketmail.com aol.com aim.com verizon.net att.net sbcglobal.net bellsouth.net comcast.net
cox.net charter.net earthlink.net juno.com netzero.net optonline.net frontier.com windstream.net
icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
tuta.io tuta.com fastmail.com fastmail.fm hushmail.com hey.com duck.com simplelogin.com gmx.com
gmx.de gmx.net gmx.at gmx.ch gmx.us mail.com email.com usa.com web.de t-online.de freenet.de
posteo.de mailbox.org orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it
tiscali.it alice.it btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com
blueyonder.co.uk shaw.ca rogers.com sympatico.ca telus.net bigpond.com optusnet.com.au
yandex.com yandex.ru ya.ru mail.ru inbox.ru list.ru bk.ru rambler.ru ukr.net qq.com foxmail.com
163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com aliyun.com naver.com daum.net
hanmail.net nate.com rediffmail.com indiatimes.com zoho.com zohomail.com uol.com.br bol.com.br
terra.com.br ig.com.br prodigy.net.mx seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg walla.com
walla.co.il mailinator.com guerrillamail.com 10minutemail.com temp-mail.org yopmail.com
sharklasers.com trashmail.com dispostable.com maildrop.cc getnada.com tempmail.com
"""
_SUFFIXES = """
co.uk org.uk ac.uk gov.uk ltd.uk plc.uk me.uk sch.uk nhs.uk com.au net.au org.au edu.au gov.au
com.br net.br org.br gov.br edu.br com.mx org.mx edu.mx gob.mx com.ar com.co com.pe com.ve
com.ec com.gt co.in net.in org.in ac.in edu.in gov.in co.jp or.jp ac.jp ne.jp go.jp co.nz org.nz
ac.nz govt.nz co.za org.za ac.za co.kr or.kr ac.kr com.cn net.cn org.cn edu.cn gov.cn com.hk
edu.hk com.sg edu.sg com.tw edu.tw com.tr edu.tr com.ua edu.ua com.pl edu.pl co.il ac.il com.ph
edu.ph com.my edu.my com.vn edu.vn co.th ac.th co.id ac.id com.pk edu.pk com.ng edu.ng co.ke
ac.ke com.gh com.eg com.sa edu.sa ac.ae co.at or.at ac.at k12.al.us k12.ak.us k12.az.us
k12.ca.us k12.co.us k12.fl.us k12.ga.us k12.il.us k12.ny.us k12.oh.us k12.or.us k12.pa.us
k12.tx.us k12.va.us k12.wa.us cc.ca.us state.ca.us github.io gitlab.io pages.dev workers.dev
web.app firebaseapp.com herokuapp.com vercel.app netlify.app azurewebsites.net cloudfront.net
amazonaws.com blogspot.com wordpress.com wixsite.com weebly.com squarespace.com myshopify.com
appspot.com onrender.com fly.dev
"""
FREE_MAIL_DOMAINS = frozenset(_FREE_MAIL.split())

PUBLIC_SUFFIXES = frozenset(_SUFFIXES.split())


def is_free_mail_domain(domain: str) -> bool:
    return domain.rstrip(".").lower() in FREE_MAIL_DOMAINS


def is_public_suffix(domain: str) -> bool:
    return "." not in domain or domain in PUBLIC_SUFFIXES
