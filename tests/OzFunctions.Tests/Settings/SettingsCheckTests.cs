using System.ComponentModel.DataAnnotations;
using System.Reflection;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Settings;

namespace OzFunctions.Tests.Settings;

/// <summary>Values that the binder would accept with another meaning than intended.</summary>
public sealed class SettingsCheckTests
{
    private const string Secret = "secret-4711-secret-4711";

    private static readonly IReadOnlyList<PropertyInfo> Bound =
    [
        .. typeof(SectionCheck<>).Assembly.GetTypes().Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Namespace!.StartsWith("OzFunctions.Web", StringComparison.Ordinal))
            .SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)),
    ];

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("+1")]
    [InlineData("Trust,Verify")]
    [InlineData("Trust Verify")]
    [InlineData(Secret)]
    public void UnknownWord_IsRejectedWithTheValidWords(string value) =>
        Assert.Equal("Webhook:Mode is not one of Trust, Verify.", StartOf.With(isDevelopment: true, ("Webhook:Mode", value)));

    [Theory]
    [InlineData("Webhook:Mode", "trust")]
    [InlineData("Webhook:MaxBodyBytes", "1024")]
    [InlineData("Oz:AllowHttp", "TRUE")]
    [InlineData("Oz:Timeout", "00:01:00")]
    [InlineData("Oz:Email", "")]
    [InlineData("Reconciliation:Lookback", "366.00:00:00")]
    [InlineData("Reconciliation:Overlap", "00:05")]
    [InlineData("Notifications:Schedule:0", "1.00:00:00")]
    [InlineData("Keys:Admin:bob", "0123456789abcdef")]
    public void Value_ThatFits_IsTaken(string name, string value) => Assert.Null(StartOf.With(isDevelopment: false, (name, value)));

    [Theory]
    [InlineData("Webhook:MaxBodyBytes", "1023", "Webhook:MaxBodyBytes is 1023, which is out of range: set a whole number from 1,024 to 16,777,216, without separators.")]
    [InlineData("Webhook:MaxBodyBytes", "16777217", "Webhook:MaxBodyBytes is 16777217, which is out of range: set a whole number from 1,024 to 16,777,216, without separators.")]
    [InlineData("Retention:Days", "-1", "Retention:Days is -1, which is out of range: set a whole number from 1 to 3,650, without separators.")]
    [InlineData("Oz:RequestsPerSecond", "4294967297", "Oz:RequestsPerSecond is 4294967297, which is out of range: set a whole number from 1 to 1,000, without separators.")]
    [InlineData("Webhook:MaxBodyBytes", "0x1000", "Webhook:MaxBodyBytes is not a whole number: set a whole number from 1,024 to 16,777,216, without separators.")]
    [InlineData("Webhook:MaxBodyBytes", "#1000", "Webhook:MaxBodyBytes is not a whole number: set a whole number from 1,024 to 16,777,216, without separators.")]
    [InlineData("Reconciliation:PageSize", "1e2", "Reconciliation:PageSize is not a whole number: set a whole number from 10 to 500, without separators.")]
    [InlineData("Reconciliation:MaxPages", Secret, "Reconciliation:MaxPages is not a whole number: set a whole number from 10 to 1,000,000, without separators.")]
    [InlineData("Reconciliation:Lookback", "5", "Reconciliation:Lookback is the number 5 and not a time written as days.hours:minutes:seconds (00:00:10 is ten seconds): set 00:01:00 to 366.00:00:00.")]
    [InlineData("Reconciliation:Lookback", "24:00:00", "Reconciliation:Lookback is not a time written as days.hours:minutes:seconds (00:00:10 is ten seconds): set 00:01:00 to 366.00:00:00.")]
    [InlineData("Reconciliation:Overlap", "00:04:59", "Reconciliation:Overlap is 00:04:59, which is out of range: set 00:05:00 to 1.00:00:00, as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Oz:Timeout", "00:01:01", "Oz:Timeout is 00:01:01, which is out of range: set 00:00:00.1 to 00:01:00, as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Notifications:Endpoints:0:Timeout", "00:00:31", "Notifications:Endpoints:0:Timeout is 00:00:31, which is out of range: set 00:00:01 to 00:00:30, as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Notifications:Endpoints:0:MaxConcurrent", "0", "Notifications:Endpoints:0:MaxConcurrent is 0, which is out of range: set a whole number from 1 to 256, without separators.")]
    [InlineData("Notifications:Endpoints:0:MaxConcurrent", "257", "Notifications:Endpoints:0:MaxConcurrent is 257, which is out of range: set a whole number from 1 to 256, without separators.")]
    [InlineData("Notifications:Endpoints:0:MaxConcurrent", "eight", "Notifications:Endpoints:0:MaxConcurrent is not a whole number: set a whole number from 1 to 256, without separators.")]
    [InlineData("Notifications:Schedule:0", "5", "Notifications:Schedule:0 is the number 5 and not a time written as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Notifications:Schedule:0", "00:10:00.", "Notifications:Schedule:0 is not a time written as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Reconciliation:LookAgain:0", "00:10:00.", "Reconciliation:LookAgain:0 is not a time written as days.hours:minutes:seconds (00:00:10 is ten seconds).")]
    [InlineData("Notifications:Schedule:0", "1.00:00:01", "Notifications:Schedule:0 is 1.00:00:01, which is out of range: set a time above zero and at most 1.00:00:00.")]
    [InlineData("Oz:AllowHttp", "1", "Oz:AllowHttp is not one of true, false.")]
    public void InvalidNumberOrTime_IsRejectedWithNameValueAndRange(string name, string value, string expected) =>
        Assert.Equal(expected, StartOf.With(isDevelopment: false, (name, value)));

    [Theory]
    [InlineData("Keys:Webhook:0")]
    [InlineData("Keys:Read:2")]
    [InlineData("Keys:Admin:bob")]
    [InlineData("Oz:Password")]
    [InlineData("Oz:Email")]
    [InlineData("Notifications:Endpoints:0:Secrets:1")]
    [InlineData("Notifications:Endpoints:0:ClientCertificatePassword")]
    [InlineData("Notifications:Endpoints:0:Url")]
    [InlineData("Notifications:Proxy")]
    [InlineData("Folders:MetadataKeys:0")]
    public void Value_WithWhiteSpaceAtAnEnd_IsNamedAndNotShown(string name)
    {
        foreach (var value in (string[])[$"{Secret}\n", $"{Secret}\r\n", $" {Secret}", $"{Secret}\t", $"\uFEFF{Secret}", $"{Secret}\u00A0", $"{Secret}\u200B"])
        {
            foreach (var isDevelopment in (bool[])[true, false])
            {
                var problem = StartOf.With(isDevelopment, (name, value));

                Assert.StartsWith($"{name} begins or ends with white space", problem, StringComparison.Ordinal);
                Assert.DoesNotContain("4711", problem, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Keys:Webhook:0")]
    [InlineData("Keys:Read:0")]
    [InlineData("Keys:Admin:bob")]
    [InlineData("Notifications:Endpoints:0:Secrets:0")]
    public void Secret_ThatIsShort_IsRefusedOutsideDevelopment(string name)
    {
        Assert.Equal($"{name} has fewer than 16 characters: choose a longer one.", StartOf.With(isDevelopment: false, (name, "short-4711-long")));
        Assert.DoesNotContain("fewer than", StartOf.With(isDevelopment: true, (name, "short-4711-long")) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keys:Webhook:1")]
    [InlineData("Keys:Read:0")]
    [InlineData("Keys:Admin:bob")]
    [InlineData("Folders:MetadataKeys:0")]
    [InlineData("Notifications:Scores:0")]
    [InlineData("Notifications:AllowedNetworks:0")]
    [InlineData("Notifications:Schedule:0")]
    [InlineData("Notifications:Endpoints:0:Secrets:0")]
    [InlineData("Notifications:Endpoints:0:Events:0")]
    public void Item_ThatIsEmpty_IsRefused(string name)
    {
        Assert.Equal($"{name} is empty: set it or remove it.", StartOf.With(isDevelopment: true, (name, "")));
        Assert.Equal($"{name} is empty: set it or remove it.", StartOf.With(isDevelopment: false, (name, " \n")));
    }

    [Theory]
    [InlineData("http://user:47@11@proxy:3128")]
    [InlineData("http://user:4711@proxy:port")]
    [InlineData("//proxy:3128")]
    [InlineData("http://user:4711@proxy:3128/path")]
    [InlineData("http://user:4711@")]
    public void Proxy_ThatIsMalformed_IsNamedAndNotShown(string value)
    {
        var problem = StartOf.With(isDevelopment: false, ("Notifications:Proxy", value));

        Assert.StartsWith("Notifications:Proxy ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("47", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications:Endpoints:0:Timeout")]
    [InlineData("Notifications:Endpoints:0:MaxConcurrent")]
    [InlineData("Notifications:Endpoints:0:Kind")]
    [InlineData("Notifications:Endpoints:0:Format")]
    [InlineData("Oz:Timeout")]
    [InlineData("Oz:AllowHttp")]
    [InlineData("Webhook:MaxBodyBytes")]
    public void NumberTimeOrWord_ThatIsEmpty_IsRefused(string name) => Assert.StartsWith($"{name} is empty: set it or remove it.", StartOf.With(isDevelopment: true, (name, "")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Oz:Timeout:0", "Oz:Timeout")]
    [InlineData("Notifications:Proxy:0", "Notifications:Proxy")]
    [InlineData("Notifications:Endpoints:0:Url:x", "Notifications:Endpoints:0:Url")]
    [InlineData("Folders:MetadataKeys:0:0", "Folders:MetadataKeys:0")]
    public void Value_WithParts_IsRefused(string name, string whole) =>
        Assert.StartsWith($"{name} is part of a setting that has no parts: set {whole} instead.", StartOf.With(isDevelopment: true, (name, "1")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Keys:Read", "Keys:Read:0")]
    [InlineData("Keys:Admin", "Keys:Admin:name")]
    [InlineData("Folders:MetadataKeys", "Folders:MetadataKeys:0")]
    [InlineData("Notifications:Endpoints", "Notifications:Endpoints:0")]
    [InlineData("Notifications:Endpoints:0", "Notifications:Endpoints:0:Name")]
    [InlineData("Notifications:Endpoints:0:Events", "Notifications:Endpoints:0:Events:0")]
    [InlineData("Notifications:Schedule", "Notifications:Schedule:0")]
    public void List_WithAValueOfItsOwn_IsRefusedAndNotShown(string name, string part)
    {
        Assert.StartsWith($"{name} has a value, but consists of several settings: set them, for example {part}.", StartOf.With(isDevelopment: true, (name, Secret)), StringComparison.Ordinal);
        Assert.DoesNotContain("consists", StartOf.With(isDevelopment: true, (name, "")) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications:AllowedNetworks:0", "Notifications:AllowedNetworks:0 is not a network")]
    [InlineData("Notifications:Endpoints:0:Events:0", "Notifications:Endpoints:0:Events:0 is neither an event type")]
    [InlineData("Notifications:Endpoints:0:Name", "Notifications:Endpoints:0:Name is not 1 to 40 characters")]
    public void Secret_InTheWrongPlace_IsNotShown(string name, string expected)
    {
        var problem = StartOf.With(isDevelopment: false, (name, Secret.ToUpperInvariant()));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSettings_OfAllSections_AreNamedAtOnce() => Assert.Equal(
        "Keys:Read:0 has fewer than 16 characters: choose a longer one. Keys:Read:1 is empty: set it or remove it. Retention:Days is 0, which is out of range: set a whole number from 1 to 3,650, without separators.",
        StartOf.With(isDevelopment: false, ("Keys:Read:0", "x"), ("Keys:Read:1", ""), ("Retention:Days", "0")));

    [Fact]
    public void NumbersAndTimes_AllHaveARange() => Assert.All(
        Bound.Where(static property => property.PropertyType == typeof(int) || property.PropertyType == typeof(TimeSpan)),
        static property => Assert.NotNull(property.GetCustomAttribute<RangeAttribute>()));

    [Fact]
    public void Secrets_AreMarkedAsSuch() => Assert.Equal(
        [nameof(KeyOptions.Admin), nameof(KeyOptions.Read), nameof(EndpointOptions.Secrets), nameof(KeyOptions.Webhook)],
        Bound.Where(static property => property.IsDefined(typeof(SecretAttribute))).Select(static property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void SigningSecret_ThatIsWhole_IsTaken() => Assert.Null(StartOf.With(
        isDevelopment: false,
        ("Notifications:Endpoints:0:Name", "bank"),
        ("Notifications:Endpoints:0:Url", "https://bank.example/hooks"),
        ("Notifications:Endpoints:0:Secrets:0", Endpoints.Secret)));
}
