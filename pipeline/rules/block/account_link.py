"""The door to the site's accounts: "Log in", "Create an account", "Already a subscriber? Log in", "登录".

It is a control of the site. It must not fire on sentences ("Register at the desk by nine"); it acts at the page's edges
only, for a bare "Subscribe" or "Register" may be a heading.
"""

from pipeline.model import Block
from pipeline.rule import EDGES, BlockRule, Hit
from pipeline.rules.wording import line_matcher

OR = r"(?:\s*(?:/|\||·|or|and|&|oder|ou|o|e|of|lub|или|veya|または|또는|أو|nebo|eller|atau|یا)\s*|\s+)"
EN = (
    r"(?:log ?-?in|sign ?-?in|log ?-?out|sign ?-?out|sign ?-?up|register|registration|join|my account|subscribe"
    r"|create (?:an |your |a free )?account)"
)
WORDING = {
    "en": (
        rf"{EN}(?:{OR}{EN}){{0,3}}|(?:my|your) (?:account|profile|dashboard|subscriptions?)",
        r"account(?: settings| menu| login)?",
        r"(?:member|subscriber|user|customer|client)s?['’]? (?:log ?in|sign ?in|area|login)",
        (
            r"(?:already|not|are you|not yet|existing) (?:a |an )?(?:subscriber|member|registered|have an account"
            r"|subscribed|customer|user)?\W*(?:an account|have an account)?\W*(?:please )?(?:log ?in|sign ?in"
            r"|sign ?up|register|subscribe|join)(?: (?:here|now|today|free))?"
        ),
        (
            r"(?:already|don['’]t|do you) (?:have|got) an account\W*(?:(?:log|sign) ?in|sign ?up|register|create"
            r" one)?(?: (?:here|now))?"
        ),
        (
            r"(?:new|not registered)(?: (?:here|user|member|customer))?\W*(?:register|sign ?up|create (?:an"
            r" )?account|join)(?: (?:here|now))?"
        ),
        (
            r"(?:log|sign)[ -]?in (?:with|using|via|to (?:your|my)) (?:facebook|google|twitter|apple|e-?mail"
            r"|microsoft|linkedin|account|profile)(?: account)?"
        ),
        r"continue with (?:google|facebook|apple|email|microsoft)",
        r"(?:log|sign)[ -]?in to (?:continue|your account|access|read|view).{0,40}",
        (
            r"(?:subscribe|register|join|sign[ -]?up)(?: (?:now|today|here|free|for free|for (?:just"
            r" )?\W?\d.{0,30}|to (?:continue|read|unlock|access|digital).{0,40}|us))"
        ),
        r"become a (?:member|subscriber|supporter|patron)|start (?:your|a)? ?(?:free )?(?:trial|subscription)",
        r"free (?:trial|account)|(?:manage|renew|cancel) (?:my |your )?(?:subscription|account)",
        r"forg[oe]t(?:ten)? (?:your |my )?(?:password|username|login)|(?:lost|reset) (?:your |my )?password",
        r"remember me|keep me (?:logged|signed) in|(?:user ?name|e-?mail)(?: or e-?mail(?: address)?)? ?\*?",
        r"password ?\*?|welcome back\W*(?:log|sign) ?in|support (?:us|our journalism|independent journalism)",
        r"donate(?: now| today| here)?",
    ),
    "de": (
        r"anmelden|anmeldung|einloggen|login|registrieren|registrierung|abmelden|ausloggen|mein konto|mein profil",
        r"konto(?: erstellen| anlegen)?|benutzerkonto|abonnieren|abo|mein abo",
        r"jetzt (?:anmelden|registrieren|abonnieren|abo abschließen)|kostenlos registrieren|passwort vergessen",
        r"angemeldet bleiben|noch kein (?:konto|abo)\W*(?:jetzt )?(?:registrieren|abonnieren)?",
        (
            r"(?:bereits|schon) (?:abonnent|registriert|mitglied|kunde|ein konto)(?:in)?\W*(?:hier )?(?:anmelden"
            r"|einloggen|zum login)?"
        ),
        r"zum login|(?:anmelden|einloggen)(?:/| oder | \| )registrieren|benutzername|passwort",
    ),
    "fr": (
        r"se connecter|connexion|s['’]identifier|identifiez[- ]vous|connectez[- ]vous|s['’]inscrire|inscription",
        r"inscrivez[- ]vous|créer un compte|mon compte|mon profil|se déconnecter|déconnexion|s['’]abonner",
        r"abonnez[- ]vous|je m['’]abonne|mot de passe (?:oublié|perdu)",
        (
            r"(?:déjà|pas encore) (?:abonné|inscrit|membre|client)(?:\(?e?\)?)\W*(?:se connecter|connectez[-"
            r" ]vous|identifiez[- ]vous|s['’]inscrire)?"
        ),
        r"connexion(?:/| ou | \| )inscription|espace (?:abonnés?|client|membre)",
    ),
    "es": (
        r"iniciar sesión|inicia sesión|inicie sesión|acceder|entrar|ingresar|identificarse|registrarse|regístrate",
        r"regístrese|registro|crear (?:una )?cuenta|mi cuenta|mi perfil|cerrar sesión|suscribirse|suscríbete",
        r"suscríbase|suscripción|olvidé mi contraseña|¿?(?:has olvidado|olvidaste|olvidó) (?:tu|su) contraseña",
        (
            r"¿?(?:ya (?:eres|es|tienes|tiene)|no (?:tienes|tiene)) (?:suscriptor|una cuenta|cuenta"
            r"|usuario)\W*(?:inicia(?:r)? sesión|regístrate|accede)?"
        ),
        r"(?:iniciar sesión|entrar|acceder)(?: ?/ ?| o | \| )(?:registrarse|crear cuenta)",
    ),
    "pt": (
        r"entrar|fazer login|faça (?:o )?login|iniciar sessão|acessar|cadastre-se|cadastrar|cadastro|registar",
        r"registrar-se|registe-se|criar (?:uma )?conta|crie sua conta|minha conta|a minha conta|meu perfil|sair",
        r"terminar sessão|assinar|assine(?: já| agora)?|inscreva-se|esquec(?:i|eu) (?:minha|sua|a) senha",
        r"já é (?:assinante|cadastrado)\W*(?:faça login|entre|entrar)?",
    ),
    "it": (
        r"accedi|login|entra|registrati|registrazione|iscriviti|crea (?:un )?account|il mio account|il mio profilo",
        r"esci|abbonati(?: ora)?|abbonamenti|password dimenticata",
        r"(?:sei già|hai già|non sei) (?:abbonato|registrato|un account)\W*(?:accedi|registrati)?",
        r"accedi(?: ?/ ?| o | \| )registrati|area riservata",
    ),
    "nl": (
        r"inloggen|log in|aanmelden|registreren|registreer|uitloggen|mijn account|mijn profiel",
        r"account (?:aanmaken|maken)|maak een account(?: aan)?|abonneren|abonneer(?: nu)?|word (?:lid|abonnee)",
        r"wachtwoord vergeten|(?:al|nog geen) (?:abonnee|lid|account)\W*(?:log in|inloggen|registreer)?",
        r"inloggen(?: ?/ ?| of | \| )registreren",
    ),
    "pl": (
        r"zaloguj(?: się)?|logowanie|zarejestruj(?: się)?|rejestracja|wyloguj(?: się)?|moje konto|mój profil",
        r"załóż konto|utwórz konto|subskrybuj|prenumerata|kup (?:prenumeratę|subskrypcję)",
        r"(?:nie pamiętasz|zapomniałeś|zapomniałem) hasła",
        r"(?:masz już|nie masz) konta?\W*(?:zaloguj się|zarejestruj się)?",
        r"zaloguj się(?: ?/ ?| lub | \| )zarejestruj się",
    ),
    "ru": (
        r"войти|вход|авторизация|авторизоваться|регистрация|зарегистрироваться|зарегистрируйтесь|выйти|выход",
        r"личный кабинет|мой (?:профиль|аккаунт|кабинет)|создать аккаунт|подписаться|подписка|забыли пароль",
        r"восстановить пароль|(?:вход|войти)(?: ?/ ?| и | или | \| )(?:регистрация|зарегистрироваться)",
        r"уже (?:есть аккаунт|зарегистрированы|подписаны)\W*(?:войти|войдите)?|запомнить меня",
    ),
    "tr": (
        r"giriş(?: yap(?:ın)?)?|oturum aç|üye ol(?:un)?|kayıt ol(?:un)?|kaydol|kayıt|üyelik|hesabım|profilim",
        r"hesap oluştur|çıkış(?: yap)?|abone ol(?:un)?|şifremi unuttum|beni hatırla",
        r"(?:üye )?giriş(?:i)?(?: yap)?(?: ?/ ?| veya | \| )(?:üye ol|kayıt ol)",
        r"zaten (?:üye misiniz|hesabınız var mı)\W*(?:giriş yapın?)?",
    ),
    "zh": (
        r"登录|登錄|登入|注册|註冊|立即(?:登录|注册|登入|订阅)|退出(?:登录)?|登出|我的(?:账户|账号|帳戶|帳號|主页)",
        r"个人中心|會員中心|会员(?:中心|登录)|创建(?:账户|账号)|忘记密码|忘記密碼|免费注册",
        r"(?:登录|登錄|登入) ?[/|或·]? ?(?:注册|註冊)|订阅|訂閱|记住我|已有账号[?？]?(?:登录|请登录)?",
    ),
    "ja": (
        r"ログイン|ログアウト|サインイン|サインアップ|新規登録|会員登録|無料会員登録|新規会員登録|マイページ",
        r"アカウント(?:作成|登録|を作成)?|パスワードを忘れた(?:方|場合)?(?:はこちら)?",
        r"ログイン ?[/|・] ?(?:会員登録|新規登録)|(?:無料)?登録(?:する)?|購読(?:する)?|(?:会員|購読者)の方は.{0,12}",
    ),
    "ko": (
        r"로그인(?:하기)?|로그아웃|회원 ?가입(?:하기)?|가입(?:하기)?|마이 ?페이지|내 ?(?:계정|정보|프로필)",
        r"계정 (?:만들기|생성)|비밀번호 ?(?:찾기|를 잊으셨나요)|(?:아이디|id) ?찾기|로그인 ?[/|·]? ?회원 ?가입",
        r"구독(?:하기|신청)?|자동 ?로그인",
    ),
    "ar": (
        r"تسجيل (?:الدخول|دخول|الخروج|جديد)|دخول|الدخول|سجل (?:الآن|دخولك)|إنشاء حساب(?: جديد)?|أنشئ حساب(?:ا|اً|ك)?",
        r"حسابي|ملفي الشخصي|اشترك(?: الآن)?|اشتراك|نسيت (?:كلمة (?:المرور|السر))|تذكرني",
        r"(?:هل )?لديك حساب(?: بالفعل)?\W*(?:سجل الدخول|تسجيل الدخول)?",
    ),
    "cs": (
        r"přihlásit(?: se)?|přihlášení|registrace|registrovat(?: se)?|odhlásit(?: se)?|můj účet|můj profil",
        r"vytvořit účet|předplatit|předplatné|zapomenuté heslo|zapomněli jste heslo",
    ),
    "sv": (
        r"logga (?:in|ut)|registrera(?: dig)?|skapa konto|mitt konto|min profil|bli medlem|prenumerera",
        r"glömt (?:ditt )?lösenord",
    ),
    "id": (
        r"masuk|daftar|keluar|akun saya|profil saya|buat akun|berlangganan|lupa (?:kata sandi|password)",
        r"masuk ?[/|] ?daftar",
    ),
    "fa": (
        r"ورود|خروج|ثبت[‌ ]?نام|عضویت|حساب (?:من|کاربری)|ورود ?[/|یا]{1,2} ?(?:ثبت[‌ ]?نام|عضویت)",
        r"رمز عبور (?:خود )?را فراموش کرده[‌ ]?اید",
    ),
}
MAX_CHARS = 90
matching = line_matcher(WORDING, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but the link."""
    why = matching(block.text) if block.role not in ("code", "table_row") else None
    return Hit(block=block.index, why=f"account link: {why}") if why else None


RULE = BlockRule(code="B020", name="account-link", find=find, max_chars=MAX_CHARS, lines=(WORDING,), zones=EDGES)
