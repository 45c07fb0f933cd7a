using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Notifications;

/// <summary>The rotation of a secret as described on the notifications page, for a receiver that checks only the first signature.</summary>
public sealed class SecretRotationTests
{
    private const string Old = Endpoints.Secret;
    private const string New = Endpoints.OtherSecret;

    [Theory]
    [InlineData(new[] { Old }, Old, null)]
    [InlineData(new[] { Old, New }, Old, New)]
    [InlineData(new[] { New }, New, null)]
    public void Signatures_ComeInTheOrderOfTheSecrets(string[] secrets, string first, string? second)
    {
        var options = new NotificationOptions { Endpoints = [new EndpointOptions { Name = "bank", Url = "https://bank.example", Secrets = secrets }] };

        var signatures = Sign(NotificationSetup.Settings(Options.Create(options)).Find("bank")!.Secrets).Split(' ');

        string?[] expected = [first, second];
        Assert.Equal(expected.OfType<string>().Select(static secret => Sign([WebhookSecret.TryParse(secret)!])), signatures);
    }

    private static string Sign(IEnumerable<WebhookSecret> secrets) => WebhookSignature.Of(secrets, "msg_1", 1793534400, "{}"u8);
}
