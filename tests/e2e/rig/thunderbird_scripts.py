"""What Thunderbird is asked over remote control: JavaScript in the words of its own source."""

# Every script that looks at windows starts with this.
WINDOWS = """
const windows = [...Services.wm.getEnumerator(null)].filter(w => !w.closed);
const composing = windows.filter(
  w => w.document.documentElement?.getAttribute("windowtype") == "msgcompose");
const dialogs = windows.filter(
  w => w.document.documentURI == "chrome://global/content/commonDialog.xhtml"
    && w.document.readyState == "complete");
"""

# Point the one outgoing server elsewhere; a remembered password is kept as if typed and ticked.
USE = """
const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const [account] = args;
const server = MailServices.outgoingServer.getServerByKey("smtp1");
server.closeCachedConnections();
server.forgetPassword();
const prefs = Services.prefs.getBranch("mail.smtpserver.smtp1.");
prefs.setStringPref("hostname", account.host);
prefs.setIntPref("port", account.port);
prefs.setIntPref("try_ssl", {none: 0, starttls: 2, tls: 3}[account.security]);
server.username = account.username;
MailServices.accounts.allIdentities[0].email = account.address;
const place = `smtp://${account.host}`;
const {logins} = Services;  // the name with Async came after version 140
await (logins.removeAllLoginsAsync ? logins.removeAllLoginsAsync() : logins.removeAllLogins());
if (account.remembered) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(place, null, place, account.username, account.password, "", "");
  await Services.logins.addLoginAsync(login);
}
"""

# Open a compose window with everything filled in.
COMPOSE = """
const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const [mail] = args;
const make = (name, kind) => Cc[`@mozilla.org/messengercompose/${name};1`].createInstance(kind);
const fields = make("composefields", Ci.nsIMsgCompFields);
for (const name of ["to", "cc", "bcc", "subject", "body"]) fields[name] = mail[name];
for (const {url, name} of mail.attachments) {
  const attachment = make("attachment", Ci.nsIMsgAttachment);
  attachment.url = url;
  attachment.name = name;
  fields.addAttachment(attachment);
}
const params = make("composeparams", Ci.nsIMsgComposeParams);
params.type = Ci.nsIMsgCompType.New;
params.format = mail.html ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
params.identity = MailServices.accounts.allIdentities[0];
params.composeFields = fields;
MailServices.compose.OpenComposeWindowWithParams(null, params);
"""

# How many compose windows are ready to be typed into.
READY = WINDOWS + "return composing.filter(w => w.composeEditorReady && !w.gWindowLocked).length;"

# How many compose windows there are.
OPEN = WINDOWS + "return composing.length;"

# Is any of them handing a mail to the server at this moment?
SENDING = WINDOWS + "return composing.some(w => w.gSendOperationInProgress);"

# Give a window the keyboard: the newest "compose" window, "dialog" or "progress" of a sending.
# True once it has it.
FOCUS = (
    WINDOWS
    + """
const progress = windows.find(w => w.document.documentURI.endsWith("/sendProgress.xhtml"));
const window = {compose: composing.at(-1), dialog: dialogs.at(-1), progress}[args[0]];
window?.focus();
return window && Services.focus.activeWindow == window;
"""
)

# Title, words and kind of the newest dialog.
DIALOG = (
    WINDOWS
    + """
const document = dialogs.at(-1)?.document;
return document && document.getElementById("infoBody").textContent && {
  title: document.title,
  text: document.getElementById("infoBody").textContent,
  asks_password: !document.getElementById("password1Textbox").closest("[hidden]"),
};
"""
)

# Close every dialog and every compose window without a question; how many are still there.
TIDY = (
    WINDOWS
    + """
const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
for (const window of [...dialogs, ...composing]) window.close();
MailServices.outgoingServer.getServerByKey("smtp1").closeCachedConnections();
return dialogs.length + composing.length;
"""
)
