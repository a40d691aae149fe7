package codec_test

import (
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// The rows are what TimeSpan.Parse makes of a text on .NET; refused where it throws. ServiceStack's JSON leaves the member alone then.
func TestSpansAsTimeSpanParse(t *testing.T) {
	const refused = -1
	for _, c := range []struct {
		text  string
		ticks int64
	}{
		{"1:2", 37_200_000_000},
		{"1.02:05", 939_000_000_000},
		{"-1.02:05", -939_000_000_000},
		{"0.1:2", 37_200_000_000},
		{"102:03:04", 88_238_400_000_000},
		{"102:03:04.005", refused},
		{"1:2:.3", 37_203_000_000},
		{"1:2.3", refused},
		{"1.24:00", refused},
		{"24:0:0:0", 20_736_000_000_000},
		{"1:24:0:0", refused},
		{"1:2:3.", refused},
		{"+1:2", refused},
		{"1 :2", refused},
		{" 1:2 ", 37_200_000_000},
		{"00:00:00.12345678", refused},
		{"00:00:00.012345678", 123_457},
		{"00:00:00.00000001", 0},
		{"00:00:00.0000000000", 0},
		{"-10675199.02:48:05.4775808", -1 << 63},
		{"10675199.02:48:05.4775808", refused},
	} {
		text, want := `{"V":"`+c.text+`"}`, c.ticks
		if want == refused {
			want = 0
		}
		var v VTimeSpan
		if _ = codec.JSON(codec.TextOptions{}).Decode([]byte(text), &v); int64(v.V) != want {
			t.Errorf("JSON %s = %d ticks, want %d", text, v.V, want)
		}
		v = VTimeSpan{}
		err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(text), &v)
		if int64(v.V) != want || (err != nil) != (c.ticks == refused) {
			t.Errorf("JsonNet %s = %d ticks, %v, want %d", text, v.V, err, c.ticks)
		}
	}
}

// The rows are what ServiceStack.Text's TimeSpanConverter.FromXsdDuration makes of a text, which both of ServiceStack's JSONs read with.
func TestSpansAsFromXsdDuration(t *testing.T) {
	for _, c := range []struct {
		text  string
		ticks int64
	}{
		{"P1DT2H3M4.005S", 937_840_050_000},
		{"PT1.5H", 0},
		{"PT 2H", 72_000_000_000},
		{"PT+3M", 1_800_000_000},
		{"PT-4S", 0},
		{"PT-4M", -2_400_000_000},
		{"PT.5S", 5_000_000},
		{"PT5.S", 50_000_000},
		{"PT0.00000009S", 0},
		{"PT-4H0.00000005S", -143_999_999_999},
		{"P1Y2M3DT4H5M6S", 147_060_000_000},
	} {
		text := `{"V":"` + c.text + `"}`
		for _, read := range []codec.Codec{codec.JSON(codec.TextOptions{}), codec.SystemTextJSON(codec.TextOptions{})} {
			var v VTimeSpan
			if err := read.Decode([]byte(text), &v); err != nil || int64(v.V) != c.ticks {
				t.Errorf("%s = %d ticks, %v, want %d", text, v.V, err, c.ticks)
			}
		}
	}
	var v VTimeSpan
	if err := codec.SystemTextJSON(codec.TextOptions{}).Decode([]byte(`{"V":"01D"}`), &v); err != nil || int64(v.V) != 864_000_000_000 {
		t.Errorf("01D = %d ticks, %v, want a day: any character will do for the P", v.V, err)
	}
}

// The rows are what ServiceStack.Text makes of a span that is a number: TimeSpan.FromSeconds cuts off what is below a tick.
func TestSpansInSeconds(t *testing.T) {
	for text, want := range map[string]int64{
		"90": 900_000_000, "90.5": 905_000_000, "1.005": 10_049_999, "1,000.5": 10_005_000_000, "1.5e-7": 1, "-0.00000019": -1, "1_0": 0, "922337203686": 0,
	} {
		var v VTimeSpan
		if _ = codec.JSON(codec.TextOptions{}).Decode([]byte(`{"V":"`+text+`"}`), &v); int64(v.V) != want {
			t.Errorf("%s = %d ticks, want %d", text, v.V, want)
		}
	}
}
