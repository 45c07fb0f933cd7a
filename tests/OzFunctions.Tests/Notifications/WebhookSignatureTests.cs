using System.Text;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void Signature_OfTheExampleInTheSpecificationsLibraries_IsTheirs() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of([WebhookSecret.TryParse(Endpoints.Secret)!], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Body));

    [Fact]
    public void Signature_WithTwoSecrets_HoldsOneOfEach()
    {
        var signature = WebhookSignature.Of([WebhookSecret.TryParse(Endpoints.OtherSecret)!, WebhookSecret.TryParse(Endpoints.Secret)!], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Body);

        var both = signature.Split(' ');
        Assert.Equal(2, both.Distinct().Count());
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", both[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Secret_ThatIsNone_IsRefused(string text) => Assert.Null(WebhookSecret.TryParse(text));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_MustHave24To64Bytes(int bytes, bool expected) =>
        Assert.Equal(expected, WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[bytes])) is not null);
}
