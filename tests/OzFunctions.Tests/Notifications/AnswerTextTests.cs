using System.Text;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Notifications;

/// <summary>What is kept of an endpoint's response shows no secret of its URL.</summary>
public sealed class AnswerTextTests
{
    private const string Url = "https://crm.example/hooks/S3CRET-token?key=Password%2F1&v=2";

    [Theory]
    [InlineData("Cannot POST /hooks/S3CRET-token", "Cannot POST /hooks/…")]
    [InlineData("{\"path\":\"\\/hooks\\/s3cret-TOKEN\"}", "{\"path\":\"\\/hooks\\/…\"}")]
    [InlineData("key Password%2F1 or Password\\u002F1, v 2", "key …%2F1 or …\\u002F1, v 2")]
    [InlineData("It ends with S3CRET-to", "It ends with …")]
    [InlineData("It ends with S3CRE", "It ends with S3CRE")]
    [InlineData("a\nb", "a b")]
    [InlineData("", null)]
    public void Response_IsKeptWithoutPartsOfTheUrlThatMayBeSecret(string response, string? kept) =>
        Assert.Equal(kept, AnswerText.Of(Encoding.UTF8.GetBytes(response), new Uri(Url)));
}
